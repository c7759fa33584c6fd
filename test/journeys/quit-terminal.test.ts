import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tinySource } from "../helpers/places.ts";
import { prepareProgram } from "../torture/support/program.ts";
import { noPty, Pty } from "../torture/support/pty.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const isGrid = (text: string) => text.includes("▸ Cohorts") && /\n {2}all +[\d,]+/.test(text);

/** From `Q` to the end of the process, in ms. */
async function quit(folder: string, env: Readonly<Record<string, string>>): Promise<number> {
  const pty = Pty.open(prepareProgram(), ["open", "--source", tinySource], folder, { columns: 80, rows: 24, env });
  try {
    await pty.until(isGrid, "the grid", 60_000);
    const began = performance.now();
    pty.press("Q");
    expect(await pty.exit).toBe(0);
    const took = performance.now() - began;
    expect(pty.screen.leftOn()).toEqual([]);
    return took;
  } finally {
    pty.close();
  }
}

const isMissing = noPty() !== undefined;

it.skipIf(isMissing)("gives the shell back well before a second has passed", { timeout: 120_000 }, async () => {
  const folder = await scratch({});
  const config = join(folder, "config.yml");
  writeFileSync(config, "tour: false\n");
  const took: number[] = [];
  for (let time = 0; time < 3; time += 1) took.push(await quit(folder, { GROUNDS_CONFIG: config }));
  expect(Math.min(...took)).toBeLessThan(800);
});
