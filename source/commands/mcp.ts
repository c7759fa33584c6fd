import { cell } from "../domain/cell.ts";
import { exitCode } from "../errors.ts";
import { version } from "../version.ts";
import type { Command } from "./command.ts";
import { sourceOptions } from "./shared-options.ts";

const instructions = `Grounds answers questions about revenue, customers and acquisition cohorts from one warehouse, read only.
Ask summary and catalog first. Every answer carries the SQL it ran, what it rests on (assumptions, notes) and a state word:
"grounds open --state WORD" opens the same view in the terminal, where the user can check it. Figures tie out to the source files;
say so when assumptions are not confirmed, when a value is not complete, or when a group is small.`;

export const mcpCommand: Command = {
  name: "mcp",
  group: "connect",
  summary: "serve answers to an agent over standard input and output (Model Context Protocol), read only",
  options: [
    { name: "allow-sql", description: "let the agent run read-only SQL of its own" },
    { name: "allow-personal", description: "let that SQL read names, e-mails and other personal columns" },
    ...sourceOptions,
  ],
  async run(args, streams) {
    const [{ serve }, { askable, toolOf }, { compileTool }, { sqlTool }, { keepSession }] = await Promise.all([
      import("../mcp/serve.ts"),
      import("./mcp/tools.ts"),
      import("./mcp/compile-tool.ts"),
      import("./mcp/sql-tool.ts"),
      import("./mcp/kept-session.ts"),
    ]);
    const kept = keepSession(args, streams);
    const tools = [
      ...askable.map(([command, advice]) => toolOf(command, advice, kept)),
      compileTool(
        askable.map(([command]) => command),
        kept,
      ),
      ...(args.has("allow-sql") ? [sqlTool(kept, args.has("allow-personal"))] : []),
    ];
    const onError = (error: Error) => streams.log.write(`mcp: ${cell(error.message)}\n`);
    try {
      await serve({ name: "grounds", version, instructions, tools, signal: streams.signal, onError });
    } finally {
      await kept.close();
    }
    return exitCode.done;
  },
};
