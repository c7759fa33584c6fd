import * as z from "zod";
import { questionErrors } from "../../errors/question.ts";
import type { Tool } from "../../mcp/tool.ts";
import { ownSql } from "../../query/own-sql.ts";
import { answerOwnSql } from "../ask-sql.ts";
import { hasPersonal } from "./has-personal.ts";
import type { KeptSession } from "./kept-session.ts";

const mostRows = 1000;

/** An agent's own read-only SQL; if the warehouse has personal columns, only if the user allows it with a second option. */
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
        const { columns, rows } = await answerOwnSql(session, statement, signal);
        const names = columns.map(({ name }) => name);
        return JSON.stringify({ columns: names, rows, sql: statement });
      }),
  };
}
