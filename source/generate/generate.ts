import { rm } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Acquisitions, planAcquisitions } from "./acquisition.ts";
import { timestampWriter } from "./calendar.ts";
import { coffeeProfileRecords } from "./coffee-profiles.ts";
import { columnsOf, type Table, tables } from "./contract.ts";
import { type CsvFile, createCsv } from "./csv-file.ts";
import { customerRecord } from "./customers.ts";
import { dirtyMaker } from "./dirty.ts";
import { discountOfferingRecord } from "./discount-offerings.ts";
import { idsFor } from "./ids.ts";
import { live } from "./life.ts";
import { offeringsOf } from "./offerings.ts";
import type { Recorder } from "./order.ts";
import { type PersonaPool, personaPool } from "./personas.ts";
import { openPlace, settle } from "./place.ts";
import { reversalRecord } from "./reversals.ts";
import type { Scenario } from "./scenario.ts";
import { stateChangeRecords } from "./state-changes.ts";
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
}

/** `done` of `total` customers (the label says what is under way). */
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
 * Writes the six raw files of a scenario into `outDir`, which is replaced whole at the end, or left as it was on any error.
 * The same scenario, seed and size give the same bytes everywhere. Yields progress and lets the event loop turn each time.
 * @throws UserError when the folder holds something else.
 */
export async function* generate(options: GenerateOptions): AsyncGenerator<GenerateProgress, Generated> {
  const place = await openPlace(options.outDir);
  try {
    const total = options.customers ?? options.scenario.volumes.customers;
    const world = worldOf(options.scenario, options.seed);
    const planning = planAcquisitions(options.scenario, { customers: total, seed: options.seed, span: world.span });
    let planned = planning.next();
    for (; !planned.done; planned = planning.next()) {
      yield { done: 0, total, label: "planning acquisitions" };
      await nextTurn();
    }
    const rows = yield* writeFiles(world, planned.value, options, place.folder);
    if (options.truth) yield* writeTruth(options.scenario, planned.value, options.seed, place.folder);
    await settle(place);
    return { files: [...tables.map((table) => `${table}.csv`), ...(options.truth ? ["truth.json"] : [])], rows };
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
    for (const file of Object.values(files)) await file.close();
  }
  yield { done: plan.count, total: plan.count, label: "customers and their orders" };
  return Object.fromEntries(tables.map((table) => [table, files[table].rows()])) as Record<Table, number>;
}

async function createFiles(folder: string): Promise<Files> {
  const entries: [Table, CsvFile][] = [];
  for (const table of tables) entries.push([table, await createCsv(folder, table, columnsOf[table])]);
  return Object.fromEntries(entries) as Record<Table, CsvFile>;
}

/** A recorder that writes what it hears into the files, with bad records between when asked for. */
function writerOf(
  world: World,
  customers: number,
  { seed, dirty, pool }: GenerateOptions & { pool: PersonaPool },
  files: Files,
) {
  const timestamp = timestampWriter();
  const ids = idsFor(customers);
  const toCustomer = customerRecord(world, pool, ids, timestamp);
  const toChange = stateChangeRecords(world, ids, timestamp);
  const transactions = transactionRecords(world, ids, timestamp);
  const add = adders(files, seed, dirty ?? false);
  for (const record of coffeeProfileRecords(world.products.all, timestamp)) add.coffee_profiles(record);
  for (const offering of offeringsOf(world.scenario, world.settings, world.span))
    add.discount_offerings(discountOfferingRecord(offering, timestamp));
  const recorder: Recorder & { customer(person: Person): void } = {
    customer: (person) => add.customers(toCustomer(person)),
    change: (person, change) => add.subscription_state_changes(toChange(person, change)),
    line: (person, line) => {
      const { booking, record } = transactions.book(person, line);
      add.transactions(record);
      if (line.reversal !== undefined) add.reversals(reversalRecord(booking, line.reversal, timestamp));
    },
  };
  return recorder;
}

function adders(files: Files, seed: number, dirty: boolean): Record<Table, (record: string) => void> {
  const adder = (table: Table) => {
    const file = files[table];
    if (!dirty) return file.add;
    const spoil = dirtyMaker(seed, table);
    return (record: string) => {
      file.add(record);
      const bad = spoil(record);
      if (bad !== undefined) file.add(bad);
    };
  };
  return Object.fromEntries(tables.map((table) => [table, adder(table)])) as Record<Table, (record: string) => void>;
}
