import { type Demo, openScreens } from "../support/demo.ts";
import { noPty, type Pty } from "../support/pty.ts";
import { pick, seeded } from "../support/random.ts";
import { type Row, Tally, type Trial } from "../support/row.ts";

const presses = 2000;

/** Two thousand keys at once lead to the same state as the same keys one after the other, within a second. */
export const floodRow: Row = {
  name: "flood",
  seconds: 70,
  what: "2,000 keys at once: all handled, in order, within 1 s",
  async run(trial) {
    const missing = noPty();
    if (missing) return { tried: 0, held: 0, failures: [], skipped: missing };
    const demo = await trial.fixtures.demo(300);
    const tally = new Tally();
    let slowest = 0;
    try {
      for (let round = 0; round < (trial.form === "long" ? 10 : 1); round += 1) {
        await tally.try(`round ${round}, seed ${trial.seed}`, async () => {
          const ms = await flood(trial, demo, trial.seed + round);
          slowest = Math.max(slowest, ms);
          return ms > 1000 ? `took ${Math.round(ms)} ms` : undefined;
        });
      }
      return tally.outcome({ note: `slowest ${Math.round(slowest)} ms` });
    } finally {
      demo.remove();
    }
  },
};

async function flood(trial: Trial, demo: Demo, seed: number): Promise<number> {
  const random = seeded(seed);
  const keys = Array.from({ length: presses }, () =>
    pick(random, ["j", "j", "j", "k", "l", "l", "h", "\u001b[B", "i", "H"]),
  );
  const [slow, fast] = [await openScreens(trial.program, demo), await openScreens(trial.program, demo)];
  try {
    for (let at = 0; at < presses; at += 200) {
      slow.press(keys.slice(at, at + 200).join(""));
      await slow.untilStill(60);
    }
    await slow.untilStill(1500);
    const wanted = slow.screen.text();
    const started = performance.now();
    fast.press(keys.join(""));
    await fast.until((text) => text === wanted, `what the same keys in twenty parts led to:\n${wanted}\n`, 5000);
    return performance.now() - started;
  } finally {
    close(slow, fast);
  }
}

function close(...terminals: readonly Pty[]): void {
  for (const pty of terminals) pty.close();
}
