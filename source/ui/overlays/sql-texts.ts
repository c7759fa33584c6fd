import type { Statement } from "../../domain/cohort.ts";

/** Statements for reading, each with its bound values in a comment. */
export function sqlTexts(statements: readonly Statement[]): readonly string[] {
  return statements.map(({ sql, params }) => {
    const values = params.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`).join(", ");
    return values === "" ? `${sql.trim()}\n` : `-- ${values}\n${sql.trim()}\n`;
  });
}
