import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { engineErrors } from "../../errors/engine.ts";
import type { UserError } from "../../errors.ts";
import { abortError } from "../../warehouse/database/abort.ts";
import type { EnginePage } from "../engine.ts";
import { cancel, exchange, type TrinoRequest, type TrinoServer } from "./exchange.ts";
import { converterOf } from "./values.ts";

const answerShape = z.object({
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  data: z.array(z.array(z.unknown())).optional(),
  error: z.object({ message: z.string().default(""), errorName: z.string().default("UNKNOWN") }).optional(),
});
type Answer = z.infer<typeof answerShape>;

/** A server that says it has started rejects queries for some seconds, until it knows its workers. */
const startingUp = new Set(["NO_NODES_AVAILABLE", "SERVER_STARTING_UP", "QUERY_QUEUE_FULL"]);

/**
 * The pages of one query by Trino's protocol: POST the text, follow `nextUri` until there is none, DELETE it if the reader
 * stops. Rejects with an AbortError if the signal is aborted, otherwise with a UserError.
 */
export async function* queryPages(server: TrinoServer, text: string, signal: AbortSignal): AsyncGenerator<EnginePage> {
  const limit = AbortSignal.timeout(server.limits.query);
  const stop = AbortSignal.any([signal, limit]);
  try {
    yield* pagesFrom(server, await begin(server, text, stop), stop);
  } catch (error) {
    if (signal.aborted) throw abortError();
    if (limit.aborted) throw engineErrors.slow({ place: server.name, seconds: Math.round(server.limits.query / 1000) });
    throw error;
  }
}

/** The first answer with rows, columns or an error that is not temporary. */
async function begin(server: TrinoServer, text: string, stop: AbortSignal): Promise<Answer> {
  const until = Date.now() + server.limits.busy;
  for (;;) {
    let answer = await ask(server, { method: "POST", path: "/v1/statement", body: text }, stop);
    while (answer.error === undefined && answer.columns === undefined && answer.nextUri !== undefined)
      answer = await followed(server, answer.nextUri, stop);
    const name = answer.error?.errorName ?? "";
    if (!startingUp.has(name)) return answer;
    const seconds = Math.round(server.limits.busy / 1000);
    if (Date.now() > until) throw engineErrors.busy({ place: server.name, why: name, seconds });
    await setTimeout(500, undefined, { signal: stop }).catch(() => stop.throwIfAborted());
  }
}

async function* pagesFrom(server: TrinoServer, first: Answer, stop: AbortSignal): AsyncGenerator<EnginePage> {
  let [answer, isFirst] = [first, true];
  const columns = first.columns ?? [];
  const converters = columns.map(({ type }) => converterOf(type));
  try {
    for (;;) {
      if (answer.error !== undefined) throw failureOf(server.name, answer.error);
      const { data = [], nextUri } = answer;
      // Asked for before the reader works on the rows.
      const next = nextUri === undefined ? undefined : followed(server, nextUri, stop);
      next?.catch(() => {});
      if (data.length > 0 || isFirst)
        yield { columns, rows: data.map((row) => row.map((value, at) => converters[at]?.(value) ?? null)) };
      isFirst = false;
      if (next === undefined) return;
      answer = await next;
    }
  } finally {
    const { nextUri, error } = answer;
    if (nextUri !== undefined && error === undefined) await cancel(server, pathOf(nextUri));
  }
}

async function followed(server: TrinoServer, nextUri: string, stop: AbortSignal): Promise<Answer> {
  try {
    return await ask(server, { method: "GET", path: pathOf(nextUri) }, stop);
  } catch (error) {
    if (stop.aborted) await cancel(server, pathOf(nextUri));
    throw error;
  }
}

/** Only the path: behind a proxy the server may name itself by an address that must not get our secret. */
function pathOf(nextUri: string): string {
  const { pathname, search } = new URL(nextUri, "http://any");
  return pathname + search;
}

async function ask(server: TrinoServer, asked: TrinoRequest, stop: AbortSignal): Promise<Answer> {
  const answer = await exchange(server, asked, stop);
  const checked = answerShape.safeParse(answer);
  if (checked.success) return checked.data;
  throw engineErrors.strange({ place: server.name, why: "Its answer does not have Trino's form." });
}

const absent = new Set(["TABLE_NOT_FOUND", "SCHEMA_NOT_FOUND", "CATALOG_NOT_FOUND", "NOT_FOUND"]);

function failureOf(place: string, { message, errorName }: NonNullable<Answer["error"]>): UserError {
  const why = message.replaceAll(/\s+/g, " ").slice(0, 300);
  if (absent.has(errorName)) return engineErrors.tableMissing({ place, why });
  const column = /^.*Column '([^']*)' cannot be resolved/.exec(why)?.[1];
  if (errorName === "COLUMN_NOT_FOUND") return engineErrors.olderTables({ place, missing: [column ?? why] });
  return engineErrors.failed({ place, why: `${errorName}: ${why}` });
}
