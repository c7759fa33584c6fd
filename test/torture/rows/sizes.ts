import { openScreens } from "../support/demo.ts";
import { frameFault } from "../support/frame.ts";
import { noPty, type Pty } from "../support/pty.ts";
import { seeded } from "../support/random.ts";
import { inPairs, type Row, Tally } from "../support/row.ts";

type Size = readonly [columns: number, rows: number];

const sizes: readonly Size[] = [
  ...([
    [20, 5],
    [40, 10],
    [59, 15],
    [60, 14],
    [60, 15],
    [61, 16],
    [79, 24],
    [80, 24],
    [80, 25],
  ] as const),
  ...([
    [100, 30],
    [120, 40],
    [132, 43],
    [157, 33],
    [200, 60],
    [240, 15],
    [60, 100],
    [300, 100],
  ] as const),
];

const fewSizes: readonly Size[] = [
  [80, 24],
  [20, 5],
  [300, 100],
];

/** Keys that lead from the cohort grid to each screen. */
const screens: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ["cohorts", []],
  ["slices", ["2"]],
  ["table", ["2", "v"]],
  ["rows", ["R"]],
  ["investigation", ["3"]],
  ["help", ["?"]],
  ["filter", ["f"]],
  ["pipeline", ["4"]],
  ["quarantine", ["!"]],
];

/** Every size on every screen, in random order, in large and small steps. */
export const sizesRow: Row = {
  name: "sizes",
  seconds: 80,
  what: "20x5 to 300x100 on every screen: exactly one frame after a resize, the same as at the same size before",
  async run(trial) {
    const missing = noPty();
    if (missing) return { tried: 0, held: 0, failures: [], skipped: missing };
    const demo = await trial.fixtures.demo(300);
    const tally = new Tally();
    try {
      const isLong = trial.form === "long";
      const visited = isLong ? order(trial.seed) : fewSizes;
      const isWhole = await inPairs(isLong ? screens : screens.slice(0, 1), trial.deadline, async ([name, keys]) => {
        const pty = await openScreens(trial.program, demo);
        for (const key of keys) {
          pty.press(key);
          await pty.untilStill(400);
        }
        await visit(pty, visited, (size, check) =>
          tally.try(`${name} at ${size.join("x")}, seed ${trial.seed}`, check),
        );
        pty.close();
      });
      return tally.outcome(isWhole ? {} : { skipped: "the time was up before all screens were tried" });
    } finally {
      demo.remove();
    }
  },
};

function order(seed: number): readonly Size[] {
  const random = seeded(seed);
  return sizes
    .map((size) => ({ size, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ size }) => size);
}

async function visit(
  pty: Pty,
  visited: readonly Size[],
  trySize: (size: Size, check: () => Promise<string | undefined>) => Promise<void>,
): Promise<void> {
  for (const size of visited) {
    await trySize(size, async () => {
      await pty.resize(...size);
      await pty.until(() => frameFault(pty.screen) === undefined, "a whole frame", 5000);
      await pty.untilStill(150);
      const fault = frameFault(pty.screen);
      if (fault) return `${fault}\n${pty.screen.text()}`;
      const before = pty.screen.text();
      if ((await thereAndBack(pty, size, before)) === before) return undefined;
      // Answers may have arrived meanwhile; then the next two must be the same.
      const settled = await thereAndBack(pty, size);
      const again = await thereAndBack(pty, size, settled);
      return again === settled ? undefined : `another frame than before:\n${settled}\n---\n${again}`;
    });
  }
}

/** One column less and back: what is drawn for a size must not depend on what was there before. Allows time for a busy machine. */
async function thereAndBack(pty: Pty, [columns, rows]: Size, wanted?: string): Promise<string> {
  await pty.resize(columns - 1, rows);
  await pty.untilStill(150);
  await pty.resize(columns, rows);
  await pty.untilStill(300);
  await pty.until(() => frameFault(pty.screen) === undefined, "a whole frame", 5000);
  if (wanted !== undefined) await pty.until((text) => text === wanted, "the frame of before", 3000).catch(() => {});
  return pty.screen.text();
}
