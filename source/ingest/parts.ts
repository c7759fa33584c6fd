import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Change, commitChange, finishChange } from "./change.ts";

export interface NewRecord {
  readonly stream: string;
  readonly version: number | undefined;
  readonly record: Readonly<Record<string, unknown>>;
}

/** A part that is not committed yet. */
interface Draft {
  /** Both within the folder: where it is, and where it goes. */
  readonly path: string;
  readonly place: string;
  readonly out: WriteStream;
}

/** Drafts are kept here until they are committed; builds ignore it. */
const draftFolder = ".singer";

/**
 * The parts that records are written to: a folder for each stream, a file for each commit. A build sees a record once its
 * part is committed, together with all other parts of that commit, or not at all.
 */
export class Parts {
  readonly #folder: string;
  readonly #drafts = new Map<string, Draft>();
  /** Streams of which only this version and later ones are kept. */
  readonly #activated = new Map<string, number>();
  #sequence: bigint;
  #failure: Error | undefined;

  private constructor(folder: string, sequence: bigint) {
    this.#folder = folder;
    this.#sequence = sequence;
  }

  /** Opens a folder of parts: finishes an interrupted commit and removes what was never committed. */
  static async open(folder: string): Promise<Parts> {
    await mkdir(join(folder, draftFolder), { recursive: true, mode: 0o700 });
    await finishChange(folder);
    for (const name of await readdir(join(folder, draftFolder)))
      if (name.endsWith(".jsonl")) await rm(join(folder, draftFolder, name));
    const newest = await newestSequence(folder);
    const now = BigInt(Date.now()) * 1_000_000n;
    return new Parts(folder, now > newest ? now : newest + 1n);
  }

  /** Adds a record; in a stream with a key it is numbered, so that it replaces earlier records with its key. */
  async add({ stream, version, record }: NewRecord, hasKey: boolean): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.#sequence += 1n;
    const { out } = this.#draftOf(stream, version);
    const line = JSON.stringify(hasKey ? { _sdc_deleted_at: null, ...record, ...this.#numbered() } : record);
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }

  #numbered() {
    return { _sdc_sequence: String(this.#sequence), _sdc_batched_at: new Date().toISOString() };
  }

  /** Older versions of a stream are removed with the next commit. */
  activate(stream: string, version: number): void {
    this.#activated.set(stream, Math.max(version, this.#activated.get(stream) ?? version));
  }

  get hasChanges(): boolean {
    return this.#drafts.size > 0 || this.#activated.size > 0;
  }

  /** Syncs everything added and makes it visible at once. */
  async commit(): Promise<void> {
    for (const { out } of this.#drafts.values()) await closed(out);
    if (this.#failure) throw this.#failure;
    const added = [...this.#drafts.values()].map(({ path, place }) => [path, place] as const);
    const change: Change = { added, removed: await this.#replaced() };
    await commitChange(this.#folder, change);
    this.#drafts.clear();
    this.#activated.clear();
  }

  /** Removes what was not committed, after pending writes have ended, which could otherwise end after the removal. */
  async discard(): Promise<void> {
    for (const { out, path } of this.#drafts.values()) {
      out.end();
      if (!out.closed) await once(out, "close").catch(() => {});
      await rm(join(this.#folder, path), { force: true });
    }
    this.#drafts.clear();
  }

  #draftOf(stream: string, version: number | undefined): Draft {
    const key = `${stream}\n${version ?? ""}`;
    const known = this.#drafts.get(key);
    if (known) return known;
    const name = `${version === undefined ? "" : `v${version}-`}${this.#sequence}.jsonl`;
    const path = join(draftFolder, `${stream}-${name}`);
    const out = createWriteStream(join(this.#folder, path), { flags: "wx", mode: 0o600 });
    // A full disk is reported by the next record or commit, not by an event that nobody listens to.
    out.on("error", (error) => {
      this.#failure ??= error;
    });
    const draft = { path, place: join(stream, name), out };
    this.#drafts.set(key, draft);
    return draft;
  }

  /** Parts of versions that are no longer kept. */
  async #replaced(): Promise<readonly string[]> {
    const removed: string[] = [];
    for (const [stream, version] of this.#activated) {
      const names = await readdir(join(this.#folder, stream)).catch(() => []);
      for (const name of names) {
        const [, of] = /^v(\d+)-\d+\.jsonl$/.exec(name) ?? [];
        if (of !== undefined && Number(of) < version) removed.push(join(stream, name));
      }
    }
    return removed;
  }
}

async function closed(out: WriteStream): Promise<void> {
  out.end();
  await once(out, "close");
  const handle = await open(out.path, "r");
  await handle.sync().finally(() => handle.close());
}

/** The number of the newest part in a folder. */
async function newestSequence(folder: string): Promise<bigint> {
  const entries = await readdir(folder, { recursive: true });
  const numbers = entries.map((path) => BigInt(/(?:^|[\\/-])(\d+)\.jsonl$/.exec(path)?.[1] ?? 0));
  return numbers.toSorted((one, other) => (one < other ? -1 : 1)).at(-1) ?? 0n;
}
