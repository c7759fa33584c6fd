import { singerErrors } from "../errors/singer.ts";
import { linesIn } from "./lines.ts";
import { type Message, messageIn } from "./message.ts";
import { Parts } from "./parts.ts";

export interface TargetOptions {
  /** Where the streams' folders are. */
  readonly folder: string;
  /** Receives each state once everything before it is committed. */
  readonly onState: (value: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** A state commits what came before it when this long has passed, or this many records, since the last commit. */
  readonly commitMs?: number;
  readonly commitRecords?: number;
}

/** Records accepted, by stream. */
export type Taken = ReadonlyMap<string, number>;

/**
 * Writes the messages of a Singer tap to a folder of parts; resolves to the number of committed records by stream. Rejects
 * with UserError at the first line that cannot be accepted, AbortError when stopped: what is not committed then is removed,
 * and the states reported so far only cover what is committed.
 */
export async function takeMessages(input: AsyncIterable<Uint8Array>, options: TargetOptions): Promise<Taken> {
  const parts = await Parts.open(options.folder);
  const target = new Target(parts, options);
  try {
    for await (const { text, number, isWhole } of linesIn(input)) {
      options.signal?.throwIfAborted();
      await target.take(messageOf(text, number, isWhole), number);
    }
    options.signal?.throwIfAborted();
    await target.commit();
    return target.taken;
  } catch (error) {
    await parts.discard();
    throw error;
  }
}

/** A last line without a line end may be half a message. */
function messageOf(text: string, line: number, isWhole: boolean): Message | undefined {
  try {
    return messageIn(text, line);
  } catch (error) {
    throw isWhole ? error : singerErrors.brokenOff({ line });
  }
}

class Target {
  readonly taken = new Map<string, number>();
  readonly #parts: Parts;
  readonly #options: TargetOptions;
  readonly #keys = new Map<string, readonly string[]>();
  #state: string | undefined;
  #records = 0;
  #committedAt = performance.now();

  constructor(parts: Parts, options: TargetOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  async take(message: Message | undefined, line: number): Promise<void> {
    switch (message?.type) {
      case "SCHEMA":
        this.#keys.set(message.stream, message.keys);
        return;
      case "RECORD":
        return this.#record(message, line);
      case "ACTIVATE_VERSION":
        return this.#parts.activate(message.stream, message.version);
      case "STATE":
        this.#state = message.value;
        if (this.#isDue()) await this.commit();
    }
  }

  /** Commits what was accepted, then reports the last state. */
  async commit(): Promise<void> {
    if (this.#parts.hasChanges) await this.#parts.commit();
    if (this.#state !== undefined) this.#options.onState(this.#state);
    this.#state = undefined;
    this.#records = 0;
    this.#committedAt = performance.now();
  }

  async #record(message: Extract<Message, { type: "RECORD" }>, line: number): Promise<void> {
    const { stream, record } = message;
    const keys = this.#keys.get(stream);
    if (keys === undefined) throw singerErrors.noSchema({ line, stream });
    const key = keys.find((name) => record[name] === undefined || record[name] === null);
    if (key !== undefined) throw singerErrors.noKey({ line, stream, key });
    await this.#parts.add(message, keys.length > 0);
    this.#records += 1;
    this.taken.set(stream, (this.taken.get(stream) ?? 0) + 1);
  }

  #isDue(): boolean {
    const { commitMs = 5000, commitRecords = 10_000 } = this.#options;
    return this.#records >= commitRecords || performance.now() - this.#committedAt >= commitMs;
  }
}
