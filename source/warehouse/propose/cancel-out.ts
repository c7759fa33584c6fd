import { keptRows } from "../ingest/kept-rows.ts";
import type { Asked } from "./asked.ts";
import type { SampledFile } from "./sampled-file.ts";

const fewest = 5;

/** What amounts that cancel out lack. */
export const cancelledOut = "its amounts sum to 0.00, as the two sides of a journal do";

/** Whether lines with amounts sum to exactly nothing, so that what they sum is no revenue. */
export async function cancelOut(
  asked: Asked,
  file: SampledFile,
  net: string,
  conditions: readonly string[],
): Promise<boolean> {
  const rows = keptRows(file.table, conditions.join(" and ") || undefined);
  const [lines = 0, sum = 0] = await asked.numbers(
    `select count(*) filter (where v <> 0), coalesce(sum(v), 0) from (select try_cast((${net}) as decimal(18, 4)) as v from (${rows}))`,
  );
  return lines >= fewest && sum === 0;
}
