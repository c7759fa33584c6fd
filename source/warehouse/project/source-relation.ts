import { quoteName } from "../database/sql-text.ts";

/** A raw table as models and tests name it. */
export function sourceRelation(schema: string, table: string): string {
  return ["landing", schema, table].map(quoteName).join(".");
}
