import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineSession } from "../../../source/commands/engine-session.ts";
import { sessionOn } from "../../../source/commands/open-session.ts";
import type { Session } from "../../../source/commands/session.ts";
import { openEngine } from "../../../source/engine/profiles/open-engine.ts";
import { findTarget } from "../../../source/engine/profiles/profiles-file.ts";
import { openWarehouse } from "../../../source/warehouse/database.ts";
import { dataSets } from "../../dbt/data-sets.ts";
import { projectDir } from "../../helpers/places.ts";
import { frameFault } from "../../torture/support/frame.ts";
import { prepareProgram } from "../../torture/support/program.ts";
import { noPty, Pty } from "../../torture/support/pty.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { record } from "../support/record.ts";
import { type BuiltTwice, buildOnTrino, environment } from "./build-on-trino.ts";
import { compareAnswers } from "./compare-answers.ts";
import { startTrino, type Trino } from "./start-trino.ts";

let trino: Trino;
beforeAll(async () => {
  trino = await startTrino();
});
afterAll(() => trino?.stop());

const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 0.05 };

/** DuckDB's session, and one on Trino; the mapping provides labels and currency, which tables lack. */
async function sessionsOn(
  { warehouse, target }: BuiltTwice,
  { source, mapping = join(source, "grounds.yml") }: { readonly source: string; readonly mapping?: string | undefined },
): Promise<readonly [Session, Session]> {
  const found = findTarget("trino", { named: projectDir, others: [] }, { ...process.env, ...environment(trino) });
  const theirs = await engineSession(await openEngine(found), {
    mapping: existsSync(mapping) ? mapping : undefined,
    artifacts: target,
  });
  return [await sessionOn(await openWarehouse(warehouse), false), theirs];
}

describe("the screens' and commands' questions on Trino", () => {
  it.each(dataSets)("have DuckDB's answers, value by value: $name", async (dataSet) => {
    const folder = await mkdtemp(join(tmpdir(), "grounds-trino-"));
    const source = await dataSet.prepare(folder);
    const [ours, theirs] = await sessionsOn(await buildOnTrino(trino, { ...source, vars }, folder), source);
    const compared = await compareAnswers(ours, theirs, 7);
    record({ comparisons: compared.values });
    expect(compared.differences).toEqual([]);
    expect(compared.questions).toBeGreaterThanOrEqual(60);
    expect(compared.values).toBeGreaterThan(5000);
    await Promise.all([ours.close(), theirs.close(), rm(folder, { recursive: true, force: true })]);
  });

  it.skipIf(noPty() !== undefined)("can be asked from a terminal: grid, why, pipeline, quit", async () => {
    const [dataSet] = dataSets;
    if (dataSet === undefined) throw new Error("there is a data set");
    const folder = await scratch();
    const { target } = await buildOnTrino(trino, { ...(await dataSet.prepare(folder)), vars }, folder);
    const env = { ...environment(trino), DBT_TARGET_PATH: target };
    const words = ["open", "--target", "trino", "--profiles-dir", projectDir];
    const pty = Pty.open(prepareProgram(), words, folder, { columns: 120, rows: 40, env });
    try {
      await pty.until((text) => text.includes("▸ Cohorts") && /\n {2}all +\d/.test(text), "the grid", 120_000);
      expect(frameFault(pty.screen)).toBeUndefined();
      pty.press("4");
      await pty.until((text) => text.includes("fct_transactions"), "the pipeline", 120_000);
      pty.press("3");
      await pty.until((text) => /\b1 confirm\b/.test(text), "the investigation", 300_000);
      expect(frameFault(pty.screen)).toBeUndefined();
      pty.press("Q");
      expect(await pty.ended()).toBe(0);
    } finally {
      pty.close();
    }
  });
});
