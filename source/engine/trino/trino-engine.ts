import * as z from "zod";
import type { Statement } from "../../domain/cohort.ts";
import { abortError } from "../../warehouse/database/abort.ts";
import { QueryQueue } from "../../warehouse/database/query-queue.ts";
import { trinoDialect } from "../dialect.ts";
import type { Engine, EnginePage, EnginePlace, EngineVersion } from "../engine.ts";
import type { TrinoAddress } from "./address.ts";
import { exchange, type TrinoLimits, type TrinoServer, usualLimits } from "./exchange.ts";
import { queryPages } from "./query.ts";
import { statementText } from "./statement-text.ts";

const infoShape = z.object({ nodeVersion: z.object({ version: z.string() }) });

/** Two simultaneous queries take twice as long each, so they run one after the other, first come first served. */
const atOnce = ["the one handle"] as const;

/** Tables on Trino, queried over HTTP. */
export class TrinoEngine implements Engine {
  readonly dialect = trinoDialect;
  readonly place: EnginePlace;
  readonly #server: TrinoServer;
  readonly #queue = new QueryQueue<string>(atOnce);
  readonly #closing = new AbortController();

  constructor(target: string, address: TrinoAddress, limits: TrinoLimits = usualLimits) {
    const description = `trino at ${address.server.host}, catalog ${address.catalog}`;
    this.place = { target, description };
    this.#server = { name: `Trino at ${address.server.host}`, address, limits };
  }

  async version(signal?: AbortSignal): Promise<EngineVersion> {
    const info = await exchange(this.#server, { method: "GET", path: "/v1/info" }, this.#until(signal));
    const checked = infoShape.safeParse(info);
    return { name: "Trino", version: checked.success ? checked.data.nodeVersion.version : "" };
  }

  async *pages(statement: Statement, signal?: AbortSignal): AsyncGenerator<EnginePage> {
    if (this.#closing.signal.aborted) throw abortError();
    const handle = await this.#queue.take(signal);
    try {
      yield* queryPages(this.#server, statementText(statement), this.#until(signal));
    } finally {
      this.#queue.giveBack(handle);
    }
  }

  async close(): Promise<void> {
    this.#queue.close();
    this.#closing.abort();
  }

  #until(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
  }
}
