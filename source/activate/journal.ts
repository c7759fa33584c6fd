import { constants } from "node:fs";
import { mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { activationModes, networkNames } from "../domain/activation.ts";
import { sync } from "../warehouse/build/build-folder.ts";
import type { LedgerMember } from "./ledger.ts";
import type { BatchKind } from "./networks/network.ts";

const heading = z.strictObject({
  run: z.string(),
  session: z.int().positive(),
  startedAt: z.string(),
  audience: z.string(),
  network: z.enum(networkNames),
  destination: z.strictObject({
    id: z.string(),
    account: z.exactOptional(z.string()),
    loginAccount: z.exactOptional(z.string()),
  }),
  mode: z.enum(activationModes),
  withoutConsent: z.boolean(),
});
const began = z.strictObject({ batch: z.int(), kind: z.enum(["add", "remove"]), number: z.int(), digest: z.string() });
const accepted = z.strictObject({ accepted: z.int(), members: z.int(), requestId: z.string(), rejected: z.int() });
const line = z.union([began, accepted]);

export type Heading = z.infer<typeof heading>;
type Began = z.infer<typeof began>;
type AcceptedBatch = z.infer<typeof accepted> & Began;

/** A run that has not ended: its heading, what the network has accepted, and what was in flight. */
export interface Unfinished {
  readonly heading: Heading;
  readonly accepted: readonly AcceptedBatch[];
  /** Sent and perhaps accepted: no answer was saved. */
  readonly inFlight: Began | undefined;
}

const [linesName, headingName] = ["batches.ndjson", "run.json"];

/**
 * The steps of a run on disk, hashes only: a batch is written before it is sent, and its acceptance before the next one. At
 * most the answer to one batch is lost with the process; that batch is sent again under its number.
 */
export class Journal {
  readonly #folder: string;

  constructor(ledgerFolder: string) {
    this.#folder = join(ledgerFolder, "run");
  }

  /** Undefined if no run was interrupted. */
  async unfinished(): Promise<Unfinished | undefined> {
    const text = await readFile(join(this.#folder, headingName), "utf8").catch(() => undefined);
    const found = heading.safeParse(text === undefined ? undefined : json(text));
    if (!found.success) return undefined;
    const lines = await readFile(join(this.#folder, linesName), "utf8").catch(() => "");
    return { heading: found.data, ...stepsOf(lines) };
  }

  async begin(of: Heading): Promise<void> {
    await this.end();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await write(join(this.#folder, headingName), JSON.stringify(of));
    await sync(this.#folder, "r");
  }

  /** Before a batch is sent: its members' state once it is accepted. */
  async begun(step: Began, members: readonly LedgerMember[]): Promise<void> {
    const rows = members.map(({ key, email, phone, fingerprint }) => `${key},${email},${phone},${fingerprint}\n`);
    await write(this.batchFile(step.batch), `member,email,phone,fingerprint\n${rows.join("")}`);
    await this.#add(step);
  }

  async taken(step: z.infer<typeof accepted>): Promise<void> {
    await this.#add(step);
  }

  /** Numbers are padded, so that names sort in the order in which batches were sent. */
  batchFile(batch: number): string {
    return join(this.#folder, `batch-${String(batch).padStart(8, "0")}.csv`);
  }

  /** Called once it is in the ledger. The heading is removed first: without it the rest is ignored. */
  async end(): Promise<void> {
    await rm(join(this.#folder, headingName), { force: true });
    for (const name of await readdir(this.#folder).catch(() => [])) await rm(join(this.#folder, name), { force: true });
  }

  async #add(step: z.infer<typeof line>): Promise<void> {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
    const handle = await open(join(this.#folder, linesName), flags, 0o600);
    try {
      await handle.appendFile(`\n${JSON.stringify(step)}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }
}

/** A truncated last line is ignored. */
function stepsOf(text: string): Pick<Unfinished, "accepted" | "inFlight"> {
  const taken: AcceptedBatch[] = [];
  let inFlight: Began | undefined;
  for (const found of text.split("\n").flatMap((each) => line.safeParse(json(each)).data ?? [])) {
    if ("digest" in found) inFlight = found;
    else if (inFlight?.batch === found.accepted) {
      taken.push({ ...inFlight, ...found });
      inFlight = undefined;
    }
  }
  return { accepted: taken, inFlight };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function write(file: string, text: string): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
  const handle = await open(file, flags, 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** The last batch of a kind that the network has accepted. */
export function lastNumber(accepted: readonly AcceptedBatch[], kind: BatchKind): number {
  return accepted.filter((step) => step.kind === kind).reduce((last, { number }) => Math.max(last, number), 0);
}
