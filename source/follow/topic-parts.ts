import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { deletionOf, type FollowedMessage, lineOfMessage } from "./message.ts";

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

/**
 * The raw files of a topic, named by partition and offsets. Their names alone say what was read: a batch is either complete
 * under its name or absent, so a follower that was killed continues where the files end.
 */
export class TopicParts {
  readonly #folder: string;
  readonly #topic: string;
  readonly #needed: readonly string[];
  #parts: readonly Part[];

  private constructor(folder: string, topic: string, needed: readonly string[], parts: readonly Part[]) {
    this.#folder = folder;
    this.#topic = topic;
    this.#needed = needed;
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
    return new TopicParts(
      source,
      topic,
      needed,
      found.filter((part) => !held.includes(part)),
    );
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
    // A file without any record would be rejected, so it gets one that deletes nothing.
    const only = dead.length === lines.length ? [deletionOf(`${this.#topic} ${partition} ${last.offset}`, last)] : [];
    const text = [...lines.map(({ line }) => line), ...only, ""].join("\n");
    await this.#place({ partition, first: first.offset, last: last.offset }, async (write) => write(text));
    return dead;
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
