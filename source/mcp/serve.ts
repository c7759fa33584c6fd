import { McpServer } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import { asError } from "./as-error.ts";
import { inTurn } from "./in-turn.ts";
import type { Tool } from "./tool.ts";

export interface Serving {
  readonly name: string;
  readonly version: string;
  /** What an agent should know before its first call. */
  readonly instructions: string;
  readonly tools: readonly Tool[];
  /** Stops the server, as does the end of the input. */
  readonly signal: AbortSignal;
  readonly onError: (error: Error) => void;
}

/** A longer message cannot be a question; the connection ends. */
const mostBytes = 1_000_000;

/**
 * Serves tools over standard input and output, in every version of the protocol that the SDK supports, until the input ends
 * or the signal aborts. Calls are answered one after the other, in order of arrival.
 */
export async function serve({ name, version, instructions, tools, signal, onError }: Serving): Promise<void> {
  const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: mostBytes });
  const turn = inTurn();
  const connection = serveStdio(
    () => {
      const server = new McpServer({ name, version }, { capabilities: { tools: {} }, instructions });
      for (const tool of tools) register(server, tool, turn);
      return server;
    },
    { transport, onerror: onError },
  );
  await new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  await connection.close();
}

function register(server: McpServer, tool: Tool, turn: ReturnType<typeof inTurn>): void {
  const { name, title, description, input } = tool;
  const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
  server.registerTool(name, { title, description, inputSchema: input, annotations }, async (given, context) => {
    try {
      const text = await turn(() => tool.call(given, context.mcpReq.signal), context.mcpReq.signal);
      return { content: [{ type: "text", text }] };
    } catch (error) {
      return { content: [{ type: "text", text: asError(error) }], isError: true };
    }
  });
}
