import { describe, expect, it } from "vitest";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";

const tables =
  "tables: { transactions: { files: [a.csv], columns: { customer_id: a, transacted_at: b, net_revenue: c } } }";
const text = (lines: string) => `version: 1\n${lines}\n${tables}\n`;

/** The line and the reason of a refused mapping. */
function refusal(lines: string, origin: "given" | "found" = "given"): string {
  try {
    parseMapping("grounds.yml", text(lines), origin);
    return "accepted";
  } catch (error) {
    return error instanceof Error && "why" in error ? `${error.message} ${error.why}` : String(error);
  }
}

describe("options of a mapping", () => {
  it.each([
    ["an unknown name", "options:\n  first_month_day: 30", /yml:3\).*no "first_month_day".*"first_month_days"/],
    ["SQL in place of a number", "options: { price_point_premium_from: 0 or true }", /yml:2\).*expected number/],
    ["SQL in quotes", `options: { bad_row_share: "1) or (1=1" }`, /yml:2\).*expected number/],
    ["days below one", "options:\n  first_month_days: -5", /yml:3\).*>=1/],
    ["half a day", "options: { first_month_days: 1.5 }", /yml:2\).*expected int/],
    ["no number", "options: { first_month_days: .nan }", /yml:2\).*expected number/],
    ["an endless number", "options: { price_point_premium_from: .inf }", /yml:2\).*expected number/],
    ["true", "options: { bad_row_share: true }", /yml:2\).*expected number/],
    ["a list", "options: { first_month_days: [30] }", /yml:2\).*expected number/],
    ["more than all rows", "options: { bad_row_share: 1.01 }", /yml:2\).*<=1/],
    ["a var that is no option", `options: { run_at: "2024-01-01" }`, /yml:2\).*no "run_at" in options/],
    ["the raw database", "options: { raw_database: other }", /yml:2\).*no "raw_database"/],
    ["net_includes among the options", "options: { net_includes: nothing }", /yml:2\).*at the top of a mapping/],
    ["net_includes that is no list", "net_includes: nothing", /yml:2\).*expected array/],
    ["net_includes of an unknown kind", "net_includes: [refunds]", /yml:2\).*"refund"/],
    ["segments in the wrong order", "options: { price_point_balanced_from: 4, price_point_premium_from: 3 }", /yml:2/],
    ["a key of the mapping, misspelt", "optoins: { first_month_days: 30 }", /yml:2\).*"optoins".*"options"/],
    ["a name that stands twice", "name: a\nname: b", /yml:3\).*twice/],
  ])("are refused at their line: %s", (_, lines, expected) => {
    expect(refusal(lines)).toMatch(expected);
  });

  it("are numbers in a range, as written", () => {
    const options = "options: { first_month_days: 28, price_point_premium_from: 5, bad_row_share: 0.05 }";
    expect(parseMapping("grounds.yml", text(options)).options).toEqual({
      first_month_days: 28,
      price_point_premium_from: 5,
      bad_row_share: 0.05,
    });
  });

  it("allow a tenth of bad rows if the mapping came with the files, and any share if the user named it", () => {
    const share = (value: number) => `options: { bad_row_share: ${value} }`;
    expect(refusal(share(1), "found")).toMatch(/yml:2\).*at most 0\.1.*--bad-row-share 1/);
    expect(refusal(share(0.1), "found")).toBe("accepted");
    expect(refusal(share(1), "given")).toBe("accepted");
  });
});
