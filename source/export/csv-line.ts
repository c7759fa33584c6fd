import { formulaStarts, negativeNumber } from "../domain/formula-text.ts";
import type { Listed } from "../query/listing.ts";
import type { RowWriter } from "../query/written-listing.ts";
import { csvRow } from "./csv.ts";

const startCodes = formulaStarts.map((character) => character.charCodeAt(0)).join(", ");

/** Rows of a listing as lines of CSV. */
export const csvRows = (isRaw: boolean): RowWriter => ({
  sql: (columns) => csvLine(columns, isRaw),
  isNumbered: false,
  text: (_, values) => csvRow(values, isRaw),
});

/**
 * SQL of one line of CSV over columns of these names, never null, by the rules of the other exports (export/csv.ts): RFC
 * 4180, a `'` before texts that would be formulas unless `isRaw`, nulls as empty fields, numbers without trailing zeros.
 */
export function csvLine(columns: readonly Listed[], isRaw: boolean): string {
  const fields = columns.map((column) => `\n        ${field(column, isRaw)}`);
  return `concat_ws(',',${fields.join(",")}\n    )`;
}

function field({ name, kind }: Listed, isRaw: boolean): string {
  if (kind === "text") return textField(name, isRaw);
  return `coalesce(${kind === "money" ? amountText(name) : `cast(${name} as varchar)`}, '')`;
}

/** Each test scans for one byte: one regular expression for all of them takes three times as long. */
function textField(name: string, isRaw: boolean): string {
  const guarded = isRaw ? name : `if(ord(${name}) in (${startCodes}), ${guardedStart(name)}, ${name})`;
  const special = ["','", `'"'`, "chr(10)", "chr(13)"].map((text) => `contains(${name}, ${text})`);
  const quoted = `'"' || replace(${guarded}, '"', '""') || '"'`;
  return `coalesce(case when ${special.join(" or ")} then ${quoted} else ${guarded} end, '')`;
}

/** Of a text that starts like a formula. */
function guardedStart(name: string): string {
  return `if(regexp_full_match(${name}, '${negativeNumber}'), ${name}, '''' || ${name})`;
}

/** `12.5` of 12.5000 and `12` of 12.0000 by arithmetic: stripping the zeros from text costs more than the rest of the line. */
export function amountText(name: string): string {
  const short = ["decimal(38, 2)", "decimal(38, 1)", "decimal(38, 0)"].map(
    (type) => `cast(cast(${name} as ${type}) as varchar)`,
  );
  const [cents, tenths, whole] = short;
  const long = `rtrim(cast(${name} as varchar), '0')`;
  return `case when ${name} % 0.01 <> 0 then ${long} when ${name} % 0.1 <> 0 then ${cents} when ${name} % 1 <> 0 then ${tenths} else ${whole} end`;
}
