import { rm } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Acquisitions, planAcquisitions } from "./acquisition.ts";
import { coffeeProfileRecords } from "./coffee-profiles.ts";
import { columnsOf, type Table, tables } from "./contract.ts";
import { type CsvFile, createCsv } from "./csv-file.ts";
import { customerRecords } from "./customers.ts";
import { dirtyMaker } from "./dirty.ts";
import { discountOfferingRecord } from "./discount-offerings.ts";
import { idsFor } from "./ids.ts";
import { live } from "./life.ts";
import { offeringsOf } from "./offerings.ts";
import type { Recorder } from "./order.ts";
import { type PersonaPool, personaPool } from "./personas.ts";
import { openPlace, settle } from "./place.ts";
import { reversalRecords } from "./reversals.ts";
import type { Scenario } from "./scenario.ts";
import { stateChangeRecords } from "./state-changes.ts";
import { writeStoresMapping } from "./stores.ts";
import { transactionRecords } from "./transactions.ts";
import { writeTruth } from "./truth.ts";
import { type Person, personOf, type World, worldOf } from "./world.ts";

export interface GenerateOptions {
  readonly scenario: Scenario;
  /** Default: the scenario's own number. */
  readonly customers?: number;
  readonly seed: number;
  readonly outDir: string;
  readonly dirty?: boolean;
  readonly truth?: boolean;
  /** Converts the finished files within their folder before they are moved into place; resolves to the new names. */
  readonly convert?: (folder: string, files: readonly string[]) => Promise<readonly string[]>;
}

/** `done` of `total` customers (the label says what is in progress). */
export interface GenerateProgress {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}

export interface Generated {
  /** Paths inside the folder, in the contract's order. */
  readonly files: readonly string[];
  readonly rows: Readonly<Record<Table, number>>;
}

const batchSize = 150;

/**
 * Writes the six raw files of a scenario, and the mapping of its own dimensions, into `outDir`, which is replaced as a
 * whole at the end, or left unchanged on any error. The same scenario, seed and size give the same bytes everywhere. Yields
 * progress, and yields to the event loop each time.
 * @throws UserError if the folder contains something else.
 */
export async function* generate(options: GenerateOptions): AsyncGenerator<GenerateProgress, Generated> {
  const place = await openPlace(options.outDir);
  try {
    const total = options.customers ?? options.scenario.volumes.customers;
    const world = worldOf(options.scenario, options.seed);
    const planning = planAcquisitions(options.scenario, { customers: total, seed: options.seed, span: world.span });
    let planned = planning.next();
    for (; !planned.done; planned = planning.next()) {
      yield { done: planned.value, total, label: "planning acquisitions" };
      await nextTurn();
    }
    yield { done: total, total, label: "planning acquisitions" };
    const rows = yield* writeFiles(world, planned.value, options, place.folder);
    if (options.truth) yield* writeTruth(options.scenario, planned.value, options.seed, place.folder);
    const written = tables.map((table) => `${table}.csv`);
    const files = (await options.convert?.(place.folder, written)) ?? written;
    const mapping = await writeStoresMapping(place.folder);
    await settle(place);
    return { files: [...files, mapping, ...(options.truth ? ["truth.json"] : [])], rows };
  } finally {
    await rm(place.folder, { recursive: true, force: true });
  }
}

type Files = Readonly<Record<Table, CsvFile>>;

async function* writeFiles(
  world: World,
  plan: Acquisitions,
  options: GenerateOptions,
  folder: string,
): AsyncGenerator<GenerateProgress, Record<Table, number>> {
  const files = await createFiles(folder);
  try {
    yield { done: 0, total: plan.count, label: "naming customers" };
    const pool = await personaPool(options.seed);
    yield { done: plan.count, total: plan.count, label: "naming customers" };
    await nextTurn();
    const writer = writerOf(world, plan.count, { ...options, pool }, files);
    await nextTurn();
    for (let index = 0; index < plan.count; index++) {
      const person = personOf(world, plan, index);
      writer.customer(person);
      live(world, plan, person, world.span.end, writer);
      if (index % batchSize !== batchSize - 1) continue;
      for (const file of Object.values(files)) await file.flush();
      yield { done: index + 1, total: plan.count, label: "customers and their orders" };
      await nextTurn();
    }
  } finally {
    await Promise.all(Object.values(files).map((file) => file.close()));
  }
  yield { done: plan.count, total: plan.count, label: "customers and their orders" };
  return Object.fromEntries(tables.map((table) => [table, files[table].rows()])) as Record<Table, number>;
}

async function createFiles(folder: string): Promise<Files> {
  const entries: [Table, CsvFile][] = [];
  for (const table of tables) entries.push([table, await createCsv(folder, table, columnsOf[table])]);
  return Object.fromEntries(entries) as Record<Table, CsvFile>;
}

/** A recorder that writes its events to the files, with bad records in between if requested. */
function writerOf(
  world: World,
  customers: number,
  { seed, dirty, pool }: GenerateOptions & { pool: PersonaPool },
  files: Files,
) {
  const ids = idsFor(customers);
  const [writeCustomer, writeChange] = [customerRecords(world, pool, ids), stateChangeRecords(world, ids)];
  const [bookLine, writeReversal] = [transactionRecords(world, ids), reversalRecords(ids)];
  const { coffee_profiles: profiles, discount_offerings: offerings, customers: people } = files;
  const { subscription_state_changes: changes, transactions, reversals } = files;
  const ends = endsOf(files, seed, dirty ?? false);
  coffeeProfileRecords(profiles.record, world.products.all, ends.coffee_profiles);
  for (const offering of offeringsOf(world.scenario, world.settings, world.span)) {
    discountOfferingRecord(offerings.record, offering);
    ends.discount_offerings();
  }
  const recorder: Recorder & { customer(person: Person): void } = {
    customer: (person) => {
      writeCustomer(people.record, person);
      ends.customers();
    },
    change: (person, change) => {
      writeChange(changes.record, person, change);
      ends.subscription_state_changes();
    },
    line: (person, line) => {
      const booking = bookLine(transactions.record, person, line);
      ends.transactions();
      if (line.reversal === undefined) return;
      writeReversal(reversals.record, person, booking, line.reversal);
      ends.reversals();
    },
  };
  return recorder;
}

/** Ends a record of each file; for dirty data a bad one sometimes follows. */
function endsOf(files: Files, seed: number, dirty: boolean): Record<Table, () => void> {
  const endOf = (table: Table) => {
    const file = files[table];
    if (!dirty) return file.end;
    const spoil = dirtyMaker(seed, table);
    return () => {
      file.end();
      const bad = spoil(() => file.record.lastRecord());
      if (bad === undefined) return;
      file.record.text(bad);
      file.end();
    };
  };
  return Object.fromEntries(tables.map((table) => [table, endOf(table)])) as Record<Table, () => void>;
}
