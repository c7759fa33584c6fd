import { questionErrors } from "../errors/question.ts";

/**
 * A user's own read-only statement, limited to `most` rows. As a subquery it can only read: a statement that writes, or a
 * second statement after it, is a syntax error.
 */
export function ownSql(text: string, most: number): string {
  const sql = text.trim().replace(/(;\s*)+$/, "");
  if (sql === "") throw questionErrors.noSql();
  return `select * from (\n${sql}\n) limit ${most}`;
}
