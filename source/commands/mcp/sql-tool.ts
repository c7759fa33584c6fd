import * as z from "zod";
import { questionErrors } from "../../errors/question.ts";
import { UserError } from "../../errors.ts";
import type { Tool } from "../../mcp/tool.ts";
import { ownSql } from "../../query/own-sql.ts";
import type { Queried, Session } from "../session.ts";
import { hasPersonal } from "./has-personal.ts";
import type { KeptSession } from "./kept-session.ts";

const mostRows = 1000;

/** Read-only SQL of the agent's own; where the warehouse holds personal columns only with a second word of the user. */
export function sqlTool(kept: KeptSession, mayReadPersonal: boolean): Tool {
  return {
    name: "sql",
    title: "a read-only query of your own",
    description: `One query on the warehouse (schemas bronze, silver, gold, meta), at most ${mostRows} rows. Prefer the other tools: their figures tie out.`,
    input: z.strictObject({ sql: z.string().max(100_000) }),
    call: ({ sql }, signal) =>
      kept.use(async (session) => {
        if (!mayReadPersonal && (await hasPersonal(session))) throw questionErrors.noPersonalSql();
        const statement = ownSql(String(sql), mostRows);
        const { columns, rows } = await queried(session, statement, signal);
        const names = columns.map(({ name }) => name);
        return JSON.stringify({ columns: names, rows, sql: statement });
      }),
  };
}

async function queried(session: Session, sql: string, signal: AbortSignal) {
  try {
    const pages: Queried[] = [];
    for await (const page of session.pages({ sql, params: [] }, signal)) pages.push(page);
    return { columns: pages[0]?.columns ?? [], rows: pages.flatMap(({ rows }) => rows) };
  } catch (error) {
    if (error instanceof UserError || signal.aborted) throw error;
    throw questionErrors.sqlFailed({ said: error instanceof Error ? error.message : String(error) });
  }
}
