import { join } from "node:path";
import { defaultSwitches, type Question, type Switches } from "../../source/analysis/investigation.ts";
import { explain, homeQuestionOf } from "../../source/commands/explain.ts";
import { sessionOn } from "../../source/commands/open-session.ts";
import type { ReportInput } from "../../source/export/report/report-input.ts";
import { generate } from "../../source/generate/generate.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { openCurrent } from "../../source/warehouse/database/open-current.ts";
import { root } from "../helpers/places.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";

/** A small coffee marketplace, built into a file, and reports on it. */
export interface CoffeeReport {
  readonly warehouse: string;
  /** The home question under these switches, with other changes. */
  ask(switches?: Partial<Switches>, change?: Partial<Question>): Promise<ReportInput>;
  remove(): Promise<void>;
}

export async function coffeeReport(customers: number): Promise<CoffeeReport> {
  const scratch = await scratchFolder();
  const source = join(scratch.path, "raw");
  const warehouse = join(scratch.path, "warehouse.duckdb");
  await last(generate({ scenario: await loadScenario("coffee"), customers, seed: 7, outDir: source }));
  await last(buildWarehouse({ source, projectDir: join(root, "sql"), warehouse }));
  return {
    warehouse,
    remove: scratch.remove,
    async ask(switches = {}, change = {}) {
      const found = await openCurrent(warehouse);
      if (found.state !== "open") throw new Error(`the warehouse is ${found.state}`);
      const session = await sessionOn(found.database, true);
      try {
        const home = await homeQuestionOf(session, { ...defaultSwitches, ...switches });
        const question = { ...home, replicates: 100, ...change };
        const investigation = await explain(session, question, new AbortController().signal);
        return {
          investigation,
          dataSet: session.dataSet,
          version: "1.2.3",
          engine: { name: "DuckDB", version: "v0.0.0" },
        };
      } finally {
        await session.close();
      }
    },
  };
}

async function last(steps: AsyncGenerator<unknown, unknown>): Promise<void> {
  for await (const _ of steps);
}
