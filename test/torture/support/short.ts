import { afterAll, expect, it } from "vitest";
import { sharedFixtures } from "./fixtures.ts";
import { prepareProgram } from "./program.ts";
import type { Row } from "./row.ts";

/** The short form of rows as tests: all tries pass, or nothing can be tried here and the reason is shown. */
export function shortForms(rows: readonly Row[]): void {
  const program = prepareProgram();
  const fixtures = sharedFixtures(program);
  afterAll(() => fixtures.remove());
  for (const row of rows) {
    it(`${row.name}: ${row.what}`, async (context) => {
      const trial = {
        form: "short",
        seed: 20261122,
        deadline: Date.now() + 60_000,
        program,
        fixtures,
      } as const;
      const outcome = await row.run(trial);
      if (outcome.tried === 0) context.skip(outcome.skipped);
      expect(outcome.failures).toEqual([]);
      expect(outcome.held).toBe(outcome.tried);
    }, 120_000);
  }
}
