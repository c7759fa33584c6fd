import type { Database } from "../database/database.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { Reading } from "./number-style.ts";
import { fromMinguo } from "./other-years.ts";
import { writtenReading } from "./written-dates.ts";

/** Reads dates with years of the Republic of China, as in `113/01/05` and `民國113年1月5日`. */
export async function minguoReading(
  database: Database,
  table: string,
  facts: ColumnFacts,
  name: string,
): Promise<Reading> {
  const days = ["%Y/%m/%d", "%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y年 %m月 %d日"];
  const { expression } = await writtenReading(database, table, facts.name, name, days, fromMinguo);
  return { expression, note: "dates with years of the Republic of China: 113 is 2024", confidence: "likely" };
}
