import { mappingErrors } from "../../errors/mapping.ts";
import type { UserError } from "../../errors.ts";
import { isPeriodName } from "../files/period-names.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { couldBe, nearest } from "./gaps.ts";
import { isNumbered } from "./names.ts";
import type { Missing } from "./proposal.ts";
import type { NotLines } from "./propose-lines.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** What each file lacks to be order lines, with columns that it could be by their content, and the mapping to write. */
export function missingRoles(source: string, lacking: readonly NotLines[], files: readonly SampledFile[]): UserError {
  const ranked = lacking.toSorted((a, b) => a.missing.length - b.missing.length);
  const seen = ranked
    .slice(0, 5)
    .map(({ file, missing }) => `${file.name} lacks ${listed(missing)} (${columnsOf(file)})`);
  const best = nearest(lacking);
  const candidates = best === undefined ? [] : best.missing.map((role) => candidatesText(best, role));
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

function candidatesText({ file, because }: NotLines, role: Missing): string {
  const periods = role === "date" ? file.columns.filter(({ name }) => isPeriodName(name)) : [];
  if (periods.length > 2)
    return `its periods are columns (${periods[0]?.name} to ${periods.at(-1)?.name}): write each into a row of its own, with a column for the period and one for the amount`;
  const heading = role === "customer" ? headingOf(file) : undefined;
  if (heading !== undefined)
    return `the customer seems to be a heading above its lines, in ${heading.name}: the mapping below copies it down to them`;
  const cause = role === "amount" && because !== undefined ? `${because}; ` : "";
  const names = couldBe(file, role).map(({ name }) => name);
  const what = role === "amount" ? "the amount" : `the ${role}`;
  return names.length === 0
    ? `${cause}no column looks like ${what}`
    : `${cause}${what} could be ${names.slice(0, 4).join(", ")}`;
}

/** A column without a name that is filled in exactly the records in which no other column is: headings of groups of lines. */
function headingOf({ columns, records }: SampledFile): ColumnFacts | undefined {
  const filled = columns.filter((facts) => facts.filled > 0);
  return filled.find((heading) => {
    const most = Math.max(0, ...filled.filter((facts) => facts !== heading).map((facts) => facts.filled));
    return isNumbered(heading.name) && heading.filled > 1 && heading.filled < most && heading.filled + most === records;
  });
}

/** The mapping to write: the known columns, and the first candidate for each missing one. */
function yamlOf({ file, missing, known }: NotLines): string {
  const heading = missing.includes("customer") ? headingOf(file) : undefined;
  const columns = (["customer", "date", "amount"] as const).map((role) => {
    const column = contractColumns[role];
    const likely = role === "customer" && heading !== undefined ? [heading] : couldBe(file, role);
    const [first] = missing.includes(role) ? likely : [];
    const expression =
      known.find((each) => each.column === column)?.expression ??
      (first === undefined ? "<column or expression>" : sqlName(first.name, new Set()));
    return `      ${column}: ${JSON.stringify(expression)}`;
  });
  const files = `    files: [${JSON.stringify(file.name)}]`;
  const grouped = heading === undefined ? [] : headingLines(file, heading);
  return ["version: 1", "tables:", "  transactions:", files, ...grouped, "    columns:", ...columns].join("\n");
}

/** Copies a heading down to its lines, and leaves out the records that are headings: the fullest other column is empty in them. */
function headingLines({ columns }: SampledFile, heading: ColumnFacts): readonly string[] {
  const others = columns.filter((facts) => facts !== heading);
  const [fullest] = others.toSorted((a, b) => b.filled - a.filled);
  const filter =
    fullest === undefined ? [] : [`    filter: ${JSON.stringify(`${sqlName(fullest.name, new Set())} is not null`)}`];
  return [`    fill_down: [${JSON.stringify(heading.name)}]`, ...filter];
}

const contractColumns = { customer: "customer_id", date: "transacted_at", amount: "net_revenue" } as const;
