import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoProgress } from "../../source/commands/bring-up-to-date.ts";
import { openMapper } from "../../source/commands/mapper.ts";
import { sessionOn } from "../../source/commands/open-session.ts";
import { projectDir } from "../../source/commands/places.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import type { Core } from "../../source/ui/state/core.ts";
import { createTheme } from "../../source/ui/theme/theme.ts";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { foreignShop } from "../fixtures/foreign-shop.ts";
import { type DriverOptions, openDriver } from "../journeys/driver.ts";
import { screenSvg } from "./screen-svg.ts";

interface Picture {
  readonly file: string;
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  readonly actions: readonly ActionName[];
  /** Drawn on files without a mapping, instead of the demo set. */
  readonly isMapping?: boolean;
}

/** The pictures of README and docs. */
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
  {
    file: "mapping.svg",
    title: "Mapping: what a shop's own files are proposed to mean, and their first rows as mapped",
    columns: 120,
    rows: 34,
    actions: ["down"],
    isMapping: true,
  },
];

/** Draws every picture from the real screens on the demo set, freshly generated and built in memory. */
export async function drawPictures(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-pictures-"));
  try {
    for await (const step of demoProgress(folder, new AbortController().signal)) void step;
    const core = await demoCore(folder);
    const drawn = new Map<string, string>();
    for (const picture of pictures) {
      const launch = picture.isMapping === true ? await unknownShop(join(folder, "shop")) : {};
      drawn.set(picture.file, await draw(core, picture, launch));
    }
    await core.close();
    return drawn;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A launch that finds a shop's files without a mapping. */
async function unknownShop(folder: string): Promise<Pick<DriverOptions, "build" | "map">> {
  await mkdir(folder);
  for (const [name, content] of Object.entries(foreignShop())) await writeFile(join(folder, name), content);
  const mapper = await openMapper(folder, new AbortController().signal, () => {});
  await mapper.close();
  const build = () => {
    throw new Error("there is no mapping yet");
  };
  return { build, map: async () => ({ ...mapper, draft: { ...mapper.draft, source: "~/exports" } }) };
}

async function draw(
  core: Core,
  { title, columns, rows, actions }: Picture,
  launch: Pick<DriverOptions, "build" | "map">,
): Promise<string> {
  const app = await openDriver(core, { columns, rows, theme: createTheme("truecolor"), ...launch });
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
