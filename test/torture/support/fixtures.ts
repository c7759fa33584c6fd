import { type Demo, prepareDemo } from "./demo.ts";
import type { Program } from "./program.ts";
import { type Pair, preparePair } from "./warehouses.ts";

/** The sources and warehouses that rows use. */
export interface Fixtures {
  pair(): Promise<Pair>;
  demo(customers: number): Promise<Demo>;
  /** Removes what the rows have not removed. */
  remove(): Promise<void>;
}

/** Made for each row, and removed by it. */
export function ownFixtures(program: Program): Fixtures {
  return {
    pair: () => preparePair(program),
    demo: (customers) => prepareDemo(program, customers),
    remove: async () => {},
  };
}

/** Made once for all rows, for samples of them; the demo set has as many customers as the first row requests. */
export function sharedFixtures(program: Program): Fixtures {
  let pair: Promise<Pair> | undefined;
  let demo: Promise<Demo> | undefined;
  const kept = { remove: () => {} };
  return {
    async pair() {
      pair ??= preparePair(program);
      return { ...(await pair), ...kept };
    },
    async demo(customers) {
      demo ??= prepareDemo(program, customers);
      return { ...(await demo), ...kept };
    },
    async remove() {
      (await pair?.catch(() => undefined))?.remove();
      (await demo?.catch(() => undefined))?.remove();
    },
  };
}
