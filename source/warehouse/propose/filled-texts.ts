import { dateShare } from "./date-style.ts";
import { numberShare } from "./number-style.ts";
import type { Reader } from "./propose-columns.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** Columns that are not numbers, whose value on an order's first line can apply to its other lines. */
export function textsOf(file: SampledFile): readonly string[] {
  return file.columns
    .filter(
      (facts) =>
        facts.filled > 0 && facts.filled < file.records && (numberShare(facts) < 0.5 || dateShare(facts) > 0.5),
    )
    .slice(0, 80)
    .map(({ name }) => name);
}

/** What a mapping fills in from an order's first line: of these columns, those that it reads. */
export function fillOf(
  key: string | undefined,
  columns: readonly string[],
  expressions: readonly string[],
  reader: Reader,
) {
  if (key === undefined) return undefined;
  const used = columns.filter((name) => expressions.some((sql) => sql.includes(sqlName(name, reader.reserved))));
  return used.length === 0 ? undefined : { by: key, columns: used };
}
