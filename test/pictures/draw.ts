import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoProgress } from "../../source/commands/bring-up-to-date.ts";
import { projectDir } from "../../source/commands/places.ts";
import { sessionOn } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { ActionName } from "../../source/ui/actions.ts";
import type { Core } from "../../source/ui/core.ts";
import { createTheme } from "../../source/ui/theme/theme.ts";
import { buildWarehouse } from "../../source/warehouse/build.ts";
import { openDriver } from "../journeys/driver.ts";
import { screenSvg } from "./screen-svg.ts";

interface Picture {
  readonly file: string;
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  readonly actions: readonly ActionName[];
}

/** The pictures of the README, in its order. */
export const pictures: readonly Picture[] = [
  {
    file: "cohorts.svg",
    title: "Cohorts: net revenue per customer by tenure month, with a heat map and the year before",
    columns: 120,
    rows: 38,
    actions: ["up", "up", "down"],
  },
  {
    file: "slices.svg",
    title: "Slices: one measure by every dimension, each leaderboard filtered by the others",
    columns: 120,
    rows: 38,
    actions: ["up", "up", "up", "drill", "down"],
  },
  {
    file: "bridge.svg",
    title: "Investigation: the bridge from Q1 2024 to Q1 2025, driver by driver, with intervals",
    columns: 120,
    rows: 38,
    actions: ["to_investigation", ...Array.from({ length: 9 }, () => "next_step" as const)],
  },
];

/** Draws every picture from the real screens on the demo set, generated and built anew in memory. */
export async function drawPictures(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-pictures-"));
  try {
    for await (const step of demoProgress(folder)) void step;
    const core = await demoCore(folder);
    const drawn = new Map<string, string>();
    for (const picture of pictures) drawn.set(picture.file, await draw(core, picture));
    await core.close();
    return drawn;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function draw(core: Core, { title, columns, rows, actions }: Picture): Promise<string> {
  const app = await openDriver(core, { columns, rows, theme: createTheme("truecolor") });
  try {
    await app.press(...actions);
    return await screenSvg(app.raw(), columns, rows, title);
  } finally {
    app.close();
  }
}

async function demoCore(source: string): Promise<Core> {
  const build = buildWarehouse({ source, projectDir: projectDir(), warehouse: "memory" });
  let step = await build.next();
  while (!step.done) step = await build.next();
  const { database } = step.value;
  if (database === undefined) throw new Error("a build in memory hands its database on");
  return coreOf(await sessionOn(database, true));
}
