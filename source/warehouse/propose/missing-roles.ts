import { mappingErrors } from "../../errors/mapping.ts";
import type { UserError } from "../../errors.ts";
import { isPeriodName } from "../files/period-names.ts";
import { couldBe, nearest } from "./gaps.ts";
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
  const cause = role === "amount" && because !== undefined ? `${because}; ` : "";
  const names = couldBe(file, role).map(({ name }) => name);
  const what = role === "amount" ? "the amount" : `the ${role}`;
  return names.length === 0
    ? `${cause}no column looks like ${what}`
    : `${cause}${what} could be ${names.slice(0, 4).join(", ")}`;
}

/** The mapping to write: the known columns, and the first candidate for each missing one. */
function yamlOf({ file, missing, known }: NotLines): string {
  const columns = (["customer", "date", "amount"] as const).map((role) => {
    const column = contractColumns[role];
    const [first] = missing.includes(role) ? couldBe(file, role) : [];
    const expression =
      known.find((each) => each.column === column)?.expression ??
      (first === undefined ? "<column or expression>" : sqlName(first.name, new Set()));
    return `      ${column}: ${JSON.stringify(expression)}`;
  });
  const files = `    files: [${JSON.stringify(file.name)}]`;
  return ["version: 1", "tables:", "  transactions:", files, "    columns:", ...columns].join("\n");
}

const contractColumns = { customer: "customer_id", date: "transacted_at", amount: "net_revenue" } as const;
