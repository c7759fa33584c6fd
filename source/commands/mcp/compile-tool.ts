import * as z from "zod";
import { questionErrors } from "../../errors/question.ts";
import type { Tool } from "../../mcp/tool.ts";
import { askedOptions, inputOf } from "../named-options.ts";
import type { SessionCommand } from "../on-session.ts";
import type { KeptSession } from "./kept-session.ts";
import { hasSql, statementsOf } from "./tools.ts";

/** The SQL that a tool would run. */
export function compileTool(commands: readonly SessionCommand[], kept: KeptSession): Tool {
  const compiled = commands.filter(hasSql);
  const names = compiled.map(({ name }) => name) as [string, ...string[]];
  return {
    name: "compile",
    title: "the SQL of an answer, without the answer",
    description:
      "The SQL that a tool runs for the same input, with its parameters as comments. It runs on the warehouse file.",
    input: z.strictObject({
      tool: z.enum(names).describe("whose SQL"),
      input: z.record(z.string(), z.unknown()).optional().describe("the input of that tool"),
    }),
    call: ({ tool, input = {} }, signal) =>
      kept.use(async (session) => {
        const command = compiled.find(({ name }) => name === tool);
        if (command === undefined) throw new Error(`no tool ${tool}`);
        const given = inputOf(askedOptions(command.options)).safeParse(input);
        if (!given.success)
          throw questionErrors.noToolInput({ tool: command.name, said: z.prettifyError(given.error) });
        return JSON.stringify({ sql: await statementsOf(command, given.data, session, signal) });
      }),
  };
}
