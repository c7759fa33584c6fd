import { questionErrors } from "../errors/question.ts";

/**
 * A read-only statement of the user's own, of at most so many rows. As a subquery it can be nothing but a question: a
 * statement that writes, or a second one behind it, is a syntax error.
 */
export function ownSql(text: string, most: number): string {
  const sql = text.trim().replace(/(;\s*)+$/, "");
  if (sql === "") throw questionErrors.noSql();
  return `select * from (\n${sql}\n) limit ${most}`;
}
