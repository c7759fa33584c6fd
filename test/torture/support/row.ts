import type { Fixtures } from "./fixtures.ts";
import type { Program } from "./program.ts";

/** How a row of the table is tried: a sample within seconds, or all of it until the deadline. */
export interface Trial {
  readonly form: "short" | "long";
  readonly seed: number;
  /** When to stop trying, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly program: Program;
  readonly fixtures: Fixtures;
}

/** What a trial found. */
export interface Outcome {
  readonly tried: number;
  readonly held: number;
  /** One line per failed try, with enough to repeat it. */
  readonly failures: readonly string[];
  /** Why nothing or not everything was tried. */
  readonly skipped?: string;
  /** Figures worth reporting, such as memory or time. */
  readonly note?: string;
}

/** A row of the reliability table. */
export interface Row {
  readonly name: string;
  readonly what: string;
  /** What the long form takes on two idle cores, to divide the available time. */
  readonly seconds: number;
  run(trial: Trial): Promise<Outcome>;
}

/** Counts tries; a try passes unless it throws or returns what is wrong. */
export class Tally {
  tried = 0;
  held = 0;
  readonly failures: string[] = [];

  async try(name: string, check: () => Promise<string | undefined>): Promise<void> {
    this.tried += 1;
    const wrong = await check().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (wrong === undefined) this.held += 1;
    else {
      this.failures.push(`${name}: ${wrong}`);
      process.stderr.write(`  ✗ ${name}\n`);
    }
  }

  outcome(more: Partial<Outcome> = {}): Outcome {
    return { tried: this.tried, held: this.held, failures: this.failures, ...more };
  }
}

/** Works through a list, two items at a time, until the deadline; resolves to whether all was done. */
export async function inPairs<Item>(
  items: readonly Item[],
  deadline: number,
  work: (item: Item, lane: number) => Promise<void>,
): Promise<boolean> {
  const waiting = [...items];
  const lane = async (number: number) => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item, number);
      if (Date.now() > deadline) return;
    }
  };
  await Promise.all([lane(0), lane(1)]);
  return waiting.length === 0;
}

/** `count` items of a list, evenly spread, including first and last. */
export function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (count >= items.length) return items;
  const step = (items.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, at) => items[Math.round(at * step)]).filter((item) => item !== undefined);
}
