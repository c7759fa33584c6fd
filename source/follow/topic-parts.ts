import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deletionOf, type FollowedMessage, lineOfMessage, type MessageLine } from "./message.ts";

/** A raw file of a topic: the messages of a partition between two offsets, both included. */
interface Part {
  readonly name: string;
  readonly partition: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** What was added by a batch. */
export interface Added {
  readonly lines: number;
  /** Messages that are not order lines, in words, with their position. */
  readonly deadLetters: readonly string[];
}

/** Drafts are kept here until they are complete; builds ignore it. */
const draftFolder = ".follow";
const mostParts = 8;
/** A producer with more names than this does not describe order lines by fields. */
const mostFields = 1000;

/**
 * The raw files of a topic, named by partition and offsets. Their names alone say what was read: a batch is either complete
 * under its name or absent, so a follower that was killed continues where the files end.
 */
export class TopicParts {
  readonly #folder: string;
  readonly #topic: string;
  readonly #needed: readonly string[];
  /** Fields of any message so far. */
  readonly #fields: Set<string>;
  #parts: readonly Part[];

  private constructor(
    folder: string,
    topic: string,
    { needed, fields, parts }: { needed: readonly string[]; fields: readonly string[]; parts: readonly Part[] },
  ) {
    this.#folder = folder;
    this.#topic = topic;
    this.#needed = needed;
    this.#fields = new Set(fields);
    this.#parts = parts;
  }

  /** Opens the folder of a source; removes drafts, and parts that are contained in a larger one. */
  static async open(source: string, topic: string, needed: readonly string[]): Promise<TopicParts> {
    await mkdir(join(source, draftFolder), { recursive: true, mode: 0o700 });
    await mkdir(join(source, "transactions"), { recursive: true, mode: 0o700 });
    for (const name of await readdir(join(source, draftFolder)))
      if (name.endsWith(".jsonl")) await rm(join(source, draftFolder, name));
    const found = (await readdir(join(source, "transactions"))).flatMap((name) => partOf(name, topic) ?? []);
    const held = found.filter((part) => found.some((other) => other !== part && holds(other, part)));
    for (const { name } of held) await rm(join(source, "transactions", name), { force: true });
    const parts = found.filter((part) => !held.includes(part));
    return new TopicParts(source, topic, { needed, fields: await readFields(source, topic), parts });
  }

  /** The offset to read next, by partition; without partitions of which nothing was read. */
  next(): ReadonlyMap<number, bigint> {
    const ends = new Map<number, bigint>();
    for (const { partition, last } of this.#parts)
      if (last + 1n > (ends.get(partition) ?? 0n)) ends.set(partition, last + 1n);
    return ends;
  }

  /** Writes what was not read before; messages of each partition must be in the order of their offsets. */
  async add(messages: readonly FollowedMessage[]): Promise<Added> {
    const next = this.next();
    const fresh = messages.filter(({ partition, offset }) => offset >= (next.get(partition) ?? 0n));
    const deadLetters: string[] = [];
    for (const [partition, own] of Map.groupBy(fresh, (message) => message.partition))
      deadLetters.push(...(await this.#write(partition, own)));
    return { lines: fresh.length - deadLetters.length, deadLetters };
  }

  async #write(partition: number, messages: readonly FollowedMessage[]): Promise<readonly string[]> {
    const [first, last] = [messages[0], messages.at(-1)];
    if (first === undefined || last === undefined) return [];
    const lines = messages.map((message) => lineOfMessage(this.#topic, message, this.#needed));
    const dead = lines.flatMap(({ line, fault }) => (fault === undefined ? [] : [line.slice("!dead-letter ".length)]));
    const lacking = await this.#lackingFields(lines);
    // A file without any record would be rejected, and a mapping reads fields that producers leave out where they are empty, so
    // it gets a record that deletes nothing.
    const isShort = dead.length === lines.length || lacking.length > 0;
    const blank = isShort ? [deletionOf(`${this.#topic} ${partition} ${last.offset}`, last, lacking)] : [];
    const text = [...lines.map(({ line }) => line), ...blank, ""].join("\n");
    await this.#place({ partition, first: first.offset, last: last.offset }, async (write) => write(text));
    return dead;
  }

  /** The fields that earlier messages have and none of these; remembers new ones. */
  async #lackingFields(lines: readonly MessageLine[]): Promise<readonly string[]> {
    const own = new Set<string>();
    for (const { fields = [] } of lines) for (const name of fields) own.add(name);
    const lacking = [...this.#fields].filter((name) => !own.has(name));
    const added = [...own].filter((name) => !this.#fields.has(name)).slice(0, mostFields - this.#fields.size);
    for (const name of added) this.#fields.add(name);
    if (added.length > 0) await this.#keepFields();
    return lacking;
  }

  async #keepFields(): Promise<void> {
    const file = fieldsFileOf(this.#folder, this.#topic);
    await writeFile(`${file}.tmp`, JSON.stringify([...this.#fields]), { mode: 0o600, flush: true });
    await rename(`${file}.tmp`, file);
  }

  /** Merges many small parts, so that a long stream stays in few files; large ones are left alone. */
  async merge(): Promise<void> {
    for (const [partition, parts] of Map.groupBy(this.#parts, (part) => part.partition)) {
      if (parts.length <= mostParts) continue;
      const ordered = newestOf(parts.toSorted((one, other) => (one.first < other.first ? -1 : 1)));
      const [first, last] = [ordered[0], ordered.at(-1)];
      if (first === undefined || last === undefined) continue;
      await this.#place({ partition, first: first.first, last: last.last }, async (write) => {
        for (const { name } of ordered)
          for await (const chunk of createReadStream(this.#pathOf(name))) await write(chunk);
      });
      for (const { name } of ordered) await rm(this.#pathOf(name), { force: true });
      this.#parts = this.#parts.filter((part) => !ordered.includes(part));
    }
  }

  #pathOf(name: string): string {
    return join(this.#folder, "transactions", name);
  }

  /** Writes and syncs a part, then moves it to where builds look. */
  async #place(
    range: Omit<Part, "name">,
    fill: (write: (data: string | Buffer) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const name = `${this.#topic}-${range.partition}-${range.first}-${range.last}.jsonl`;
    const draft = join(this.#folder, draftFolder, name);
    const handle = await open(draft, "wx", 0o600);
    try {
      await fill((data) => handle.appendFile(data));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, this.#pathOf(name));
    await synced(join(this.#folder, "transactions"));
    this.#parts = [...this.#parts, { name, ...range }];
  }
}

/** The newest parts, and older ones as long as none is larger than all after it, so that a line is only rewritten a few times. */
function newestOf(ordered: readonly Part[]): readonly Part[] {
  let from = ordered.length;
  let size = 0n;
  for (const part of ordered.toReversed()) {
    const own = part.last - part.first + 1n;
    if (own > size && from < ordered.length - 1) break;
    size += own;
    from -= 1;
  }
  return ordered.slice(from);
}

function fieldsFileOf(source: string, topic: string): string {
  return join(source, draftFolder, `${topic}.fields`);
}

/** None if the folder is new; the next messages bring them. */
async function readFields(source: string, topic: string): Promise<readonly string[]> {
  const text = await readFile(fieldsFileOf(source, topic), "utf8").catch(() => "[]");
  return JSON.parse(text).map(String);
}

function partOf(name: string, topic: string): Part | undefined {
  if (!name.startsWith(`${topic}-`)) return undefined;
  const [, partition, first, last] = /^(\d+)-(\d+)-(\d+)\.jsonl$/.exec(name.slice(topic.length + 1)) ?? [];
  if (partition === undefined || first === undefined || last === undefined) return undefined;
  return { name, partition: Number(partition), first: BigInt(first), last: BigInt(last) };
}

function holds(outer: Part, inner: Part): boolean {
  return outer.partition === inner.partition && outer.first <= inner.first && outer.last >= inner.last;
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
