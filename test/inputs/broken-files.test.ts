import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { UserError } from "../../source/errors.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";
import { brokenSources } from "./broken-files.ts";
import { projectDir, runAt } from "./build-input.ts";

async function failureOf(source: string): Promise<unknown> {
  const build = buildWarehouse({ source, projectDir, warehouse: "memory", vars: { run_at: runAt } });
  try {
    for (let step = await build.next(); !step.done; step = await build.next());
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("sources that cannot be built say what is wrong, where, and what to do", () => {
  it.each(brokenSources)("$name", async ({ id, files, source, what, why, code = 1 }) => {
    const folder = await mkdtemp(join(tmpdir(), "grounds-input-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFiles(folder, files);
    const error = await failureOf(source === undefined ? folder : join(folder, source));
    expect(error).toBeInstanceOf(UserError);
    if (!(error instanceof UserError)) return;
    expect(error.id).toBe(id);
    expect(error.message).toMatch(what);
    expect(error.why).toMatch(why);
    expect(error.next).not.toBe("");
    expect(error.code).toBe(code);
  });
});
