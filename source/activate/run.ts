import { randomInt, randomUUID } from "node:crypto";
import type {
  ActivationMode,
  ActivationProgress,
  ActivationRun,
  Audience,
  Destination,
  NetworkName,
} from "../domain/activation.ts";
import { addBatches, type Batch, digestOf, removalBatches } from "./batches.ts";
import { type Connection, call } from "./http.ts";
import { Journal, lastNumber, type Unfinished } from "./journal.ts";
import { recordRun, sentMembers } from "./ledger.ts";
import type { BatchPlace } from "./networks/network.ts";
import { whyNothingIsAdded } from "./permission.ts";
import { type Planned, planRun, type ReadContacts } from "./plan.ts";

/** The input of a run. */
export interface RunInput {
  readonly audience: Audience;
  readonly destination: Destination;
  readonly mode: ActivationMode;
  readonly allowsUnknown: boolean;
  readonly contacts: ReadContacts;
  /** Folder of the ledger; the caller holds its lock. */
  readonly folder: string;
  readonly connection: Connection;
}

/**
 * Brings the network's audience up to date: first those who must leave, then those who are new or changed, batch by batch.
 * Every batch is on disk before it is sent; an interrupted run continues where it stopped. What the network accepted is in
 * the ledger whatever happens. Rejects with UserError; if nobody may be added, after removing those who opted out.
 */
export async function* runActivation(input: RunInput): AsyncGenerator<ActivationProgress, ActivationRun> {
  const { connection, folder } = input;
  const journal = new Journal(folder);
  const before = await pickUp(input, journal);
  const planned = await planFor({ ...input, network: connection.network.name });
  const refusal = whyNothingIsAdded(planned, connection.network, input.allowsUnknown);
  const work = refusal === undefined ? planned : objectionsOnly(planned);
  if (refusal !== undefined && work.removals.length === 0) throw refusal;
  const steps = new Steps(input, journal, before, work);
  await steps.begin();
  try {
    yield* steps.send();
  } catch (error) {
    // The journal stays, and the next run continues from it.
    if (!connection.signal.aborted) await steps.record("failed", planned);
    throw error;
  }
  const run = await steps.record(refusal === undefined ? "done" : "failed", planned);
  await journal.end();
  if (refusal !== undefined) throw refusal;
  return run;
}

/** The input of a plan. */
export type PlanInput = Omit<RunInput, "connection"> & { readonly network: NetworkName };

/** What a run would do. */
export async function planFor(input: PlanInput): Promise<Planned> {
  const { audience, destination, mode, allowsUnknown, contacts, folder, network } = input;
  const sent = await sentMembers(folder, { audience: audience.name, network, destination });
  return planRun(contacts, sent, { network, mode, allowsUnknown });
}

/** If nobody may be added, those who opted out are removed anyway, and nothing else changes. */
function objectionsOnly(planned: Planned): Planned {
  return { ...planned, adds: new Map(), removals: planned.removals.filter(({ why }) => why === "objected") };
}

/** Records what an earlier run sent in the ledger; this run resends its batch in flight if it is of the same kind. */
async function pickUp(input: RunInput, journal: Journal): Promise<Unfinished | undefined> {
  const found = await journal.unfinished();
  if (found === undefined) return undefined;
  const { heading, accepted } = found;
  const files = accepted.map(({ batch }) => journal.batchFile(batch));
  const place = { audience: heading.audience, network: heading.network, destination: heading.destination };
  const run: ActivationRun = { ...totals(found), status: "stopped", endedAt: now() };
  await recordRun(input.folder, place, run, files);
  const { audience, destination, mode, allowsUnknown, connection } = input;
  const isSame =
    heading.audience === audience.name &&
    heading.network === connection.network.name &&
    JSON.stringify(heading.destination) === JSON.stringify(destination) &&
    heading.mode === mode &&
    heading.withoutConsent === allowsUnknown;
  return isSame ? found : undefined;
}

function totals({ heading, accepted }: Omit<Unfinished, "inFlight">): ActivationRun {
  const sum = (kind: string) =>
    accepted.filter((step) => step.kind === kind).reduce((total, { members }) => total + members, 0);
  const { run: id, audience, network, mode, startedAt, withoutConsent: allowedWithoutConsent } = heading;
  return {
    ...{ id, audience, network, mode, startedAt, allowedWithoutConsent, status: "done", endedAt: startedAt },
    ...{ added: sum("add"), removed: sum("remove"), withoutConsent: 0, optedOut: 0, matchRate: "" },
    rejected: accepted.reduce((total, { rejected }) => total + rejected, 0),
    requestIds: [...new Set(accepted.map(({ requestId }) => requestId).filter(Boolean))],
  };
}

/** The batches of one run, each recorded on disk before and after sending. */
class Steps {
  readonly #input: RunInput;
  readonly #journal: Journal;
  readonly #before: Unfinished | undefined;
  readonly #work: Planned;
  #batch = 0;
  #sent = 0;

  constructor(input: RunInput, journal: Journal, before: Unfinished | undefined, work: Planned) {
    this.#input = input;
    this.#journal = journal;
    this.#before = before;
    this.#work = work;
  }

  /** Continues the previous run under its number and session, or starts a new one. */
  async begin(): Promise<void> {
    const { accepted } = this.#before ?? {};
    this.#batch = (accepted ?? []).reduce((last, { batch }) => Math.max(last, batch), 0);
    if (this.#before !== undefined) return;
    const { audience, destination, mode, allowsUnknown, connection } = this.#input;
    await this.#journal.begin({
      ...{ run: randomUUID(), session: randomInt(2 ** 32, 2 ** 47), startedAt: now(), audience: audience.name },
      ...{ network: connection.network.name, destination, mode, withoutConsent: allowsUnknown },
    });
  }

  async *send(): AsyncGenerator<ActivationProgress> {
    const { network } = this.#input.connection;
    const { removals, adds } = this.#work;
    const of = removals.length + adds.size;
    yield { sent: 0, of };
    const numbers = { remove: this.#lastOf("remove"), add: this.#lastOf("add") };
    const left = { remove: removals.length, add: adds.size };
    for await (const batch of this.#batches(network)) {
      const { kind, after } = batch;
      numbers[kind] = this.#numberOf(batch, numbers[kind] + 1);
      left[kind] -= after.length;
      await this.#deliver(batch, numbers[kind], left[kind] === 0);
      this.#sent += after.length;
      yield { sent: this.#sent, of };
    }
  }

  async *#batches(network: Connection["network"]): AsyncGenerator<Batch> {
    yield* removalBatches(this.#work.removals, network);
    yield* addBatches(this.#input.contacts, this.#work.adds, network);
  }

  #lastOf(kind: Batch["kind"]): number {
    return this.#before === undefined ? 0 : lastNumber(this.#before.accepted, kind);
  }

  /** A batch whose answer was lost is sent again under its own number; a different batch in its place gets the next number. */
  #numberOf(batch: Batch, number: number): number {
    const { inFlight } = this.#before ?? {};
    const isTaken = inFlight?.kind === batch.kind && inFlight.number === number;
    return isTaken && inFlight.digest !== digestOf(batch) ? number + 1 : number;
  }

  async #deliver(batch: Batch, number: number, isLast: boolean): Promise<void> {
    const { connection, destination } = this.#input;
    const { kind, members, after } = batch;
    this.#batch += 1;
    await this.#journal.begun({ batch: this.#batch, kind, number, digest: digestOf(batch) }, after);
    let answer = { requestId: "", rejected: 0 };
    if (members.length > 0) {
      const session = await this.#sessionOf(kind);
      const request = connection.network.batch(kind, members, destination, { session, number, isLast }, false);
      answer = await call(connection, request, connection.network.accepted);
    }
    await this.#journal.taken({ accepted: this.#batch, members: after.length, ...answer });
  }

  /** Adding and removing are separate sessions. */
  async #sessionOf(kind: Batch["kind"]): Promise<BatchPlace["session"]> {
    const session = (await this.#journal.unfinished())?.heading.session ?? 0;
    return String(session * 2 + (kind === "add" ? 0 : 1));
  }

  /** Records what the network has accepted in the ledger, with the run. */
  async record(status: ActivationRun["status"], { plan }: Planned): Promise<ActivationRun> {
    const { audience, destination, connection, folder } = this.#input;
    const found = await this.#journal.unfinished();
    if (found === undefined) throw new Error("a run without a journal");
    const { counts } = plan;
    const base = { ...totals(found), withoutConsent: counts.unknown + counts.refused, optedOut: counts.optedOut };
    const matchRate = status === "done" ? await matchRateOf(this.#input, base, plan.counts.sendable) : "";
    const run: ActivationRun = { ...base, status, matchRate, endedAt: now() };
    const files = found.accepted.map(({ batch }) => this.#journal.batchFile(batch));
    await recordRun(folder, { audience: audience.name, network: connection.network.name, destination }, run, files);
    return run;
  }
}

/** The share that the network could match; unknown is not a failure, since it takes hours. */
async function matchRateOf({ connection, destination }: RunInput, run: ActivationRun, size: number): Promise<string> {
  const { network } = connection;
  const requestId = run.requestIds.at(-1) ?? "";
  const request = network.matchRequest(destination, requestId);
  try {
    return await call({ ...connection, times: once }, request, (answer) => network.matchRate(answer, size));
  } catch {
    return "";
  }
}

const once = { firstWaitMs: 1, answerMs: 10_000 };

/** UTC, in the format of databases. */
function now(): string {
  return new Date().toISOString().replace("T", " ").slice(0, 19);
}
