import { Amount } from "../domain/amount.ts";
import type { RowPage, Value } from "../domain/slice-result.ts";
import { questionErrors } from "../errors/question.ts";
import { UserError } from "../errors.ts";
import { ownSql } from "../query/own-sql.ts";
import type { Cell } from "../query/statement.ts";
import type { Queried, Session } from "./session.ts";

/** Columns and rows of a user's own query; throws UsageError with the database's message if it cannot be run. */
export async function answerOwnSql(session: Session, sql: string, signal?: AbortSignal): Promise<Queried> {
  try {
    const pages: Queried[] = [];
    for await (const page of session.pages({ sql, params: [] }, signal)) pages.push(page);
    return { columns: pages[0]?.columns ?? [], rows: pages.flatMap(({ rows }) => rows) };
  } catch (error) {
    if (error instanceof UserError || signal?.aborted === true) throw error;
    throw questionErrors.sqlFailed({ said: error instanceof Error ? error.message : String(error) });
  }
}

/** The first `most` rows of a user's own query, decimals as exact amounts. Throws as `answerOwnSql` does. */
export async function askSql(session: Session, text: string, most: number, signal?: AbortSignal): Promise<RowPage> {
  const sql = ownSql(text, most);
  const { columns, rows } = await answerOwnSql(session, sql, signal);
  const converters = columns.map(({ type = "" }) => converterOf(type));
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) => row.map((value, index) => converters[index]?.(value) ?? null)),
    total: rows.length,
    sql: [{ sql, params: [] }],
  };
}

/** Amounts have at most four decimals; values with more become numbers. */
function converterOf(type: string): (value: Cell) => Value {
  const scale = /^decimal\(\d+, ?(\d+)\)$/i.exec(type)?.[1];
  if (scale === undefined) return (value) => (typeof value === "boolean" ? String(value) : value);
  const toFigure = Number(scale) <= 4 ? Amount.of : Number;
  return (value) => (value === null ? null : toFigure(String(value)));
}
