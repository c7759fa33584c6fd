import { mappingErrors } from "../../errors/mapping.ts";
import type { UserError } from "../../errors.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import type { Missing } from "./lines-scene.ts";
import { moneyKind } from "./money-names.ts";
import { numberShare } from "./number-style.ts";
import type { NotLines } from "./propose-lines.ts";
import type { SampledFile } from "./sampled-file.ts";

/** What each file lacks to be order lines, with columns that could be it by their content, and the mapping to write. */
export function missingRoles(source: string, lacking: readonly NotLines[], files: readonly SampledFile[]): UserError {
  const ranked = lacking.toSorted((a, b) => a.missing.length - b.missing.length);
  const seen = ranked
    .slice(0, 5)
    .map(({ file, missing }) => `${file.name} lacks ${listed(missing)} (${columnsOf(file)})`);
  const [best] = ranked;
  const candidates = best === undefined ? [] : best.missing.map((role) => candidatesText(best.file, role));
  return mappingErrors.noOrderLines({
    source,
    seen: seen.length > 0 ? seen : files.slice(0, 5).map((file) => `${file.name} (${columnsOf(file)})`),
    candidates,
    yaml: best === undefined ? undefined : yamlOf(best),
  });
}

function listed(missing: readonly Missing[]): string {
  const words = missing.map((role) => (role === "customer" ? "a customer" : role === "date" ? "a date" : "an amount"));
  return words.length < 2 ? (words[0] ?? "nothing") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

function columnsOf({ columns }: SampledFile): string {
  const names = columns.map(({ name }) => name);
  return names.slice(0, 8).join(", ") + (names.length > 8 ? ` and ${names.length - 8} more` : "");
}

function candidatesText(file: SampledFile, role: Missing): string {
  const names = couldBe(file, role).map(({ name }) => name);
  const what = role === "amount" ? "the amount" : `the ${role}`;
  return names.length === 0 ? `no column looks like ${what}` : `${what} could be ${names.slice(0, 4).join(", ")}`;
}

/** By content alone: amounts are numbers, dates can be read as such, customers repeat. */
function couldBe({ columns, records }: SampledFile, role: Missing): readonly ColumnFacts[] {
  const filled = columns.filter((facts) => facts.filled > 0.5 * records);
  if (role === "date") return filled.filter((facts) => dateShare(facts) > 0.5);
  if (role === "amount")
    return filled.filter(
      (facts) => numberShare(facts) > 0.9 && dateShare(facts) < 0.5 && !(facts.isUnique && facts.whole === 1),
    );
  return filled.filter(
    (facts) =>
      !facts.isUnique &&
      facts.different > 0.01 &&
      dateShare(facts) < 0.5 &&
      moneyKind(facts.name) === undefined &&
      facts.words.length !== 1,
  );
}

function yamlOf({ file, missing }: NotLines): string {
  const of = (role: Missing, column: string) => {
    const [first] = missing.includes(role) ? couldBe(file, role) : [];
    return `      ${column}: ${first === undefined ? "<column or expression>" : JSON.stringify(`"${first.name}"`)}`;
  };
  const known = (role: Missing, column: string) =>
    missing.includes(role)
      ? of(role, column)
      : `      ${column}: <as now: ${couldBe(file, role)[0]?.name ?? "column"}>`;
  return [
    "version: 1",
    "tables:",
    "  transactions:",
    `    files: [${JSON.stringify(file.name)}]`,
    "    columns:",
    known("customer", "customer_id"),
    known("date", "transacted_at"),
    known("amount", "net_revenue"),
  ].join("\n");
}
