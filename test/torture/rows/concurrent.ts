import { join } from "node:path";
import { type Finished, run } from "../support/program.ts";
import { type Row, Tally, type Trial } from "../support/row.ts";
import { checksum, leftovers, type Pair, placeOf, preparePair } from "../support/warehouses.ts";

/** Two builders and four readers of one warehouse at once. */
export const concurrentRow: Row = {
  name: "concurrent",
  what: "two builders and four readers at once: no wrong answer, no error but that another build runs",
  async run(trial) {
    const pair = await preparePair(trial.program);
    const tally = new Tally();
    try {
      const rounds = trial.form === "long" ? 100 : 1;
      for (let round = 1; round <= rounds && Date.now() < trial.deadline; round += 1) {
        await tally.try(`round ${round}`, () => together(trial, pair));
      }
      return tally.outcome(tally.tried < rounds ? { skipped: `${rounds - tally.tried} rounds: the time was up` } : {});
    } finally {
      pair.remove();
    }
  },
};

async function together(trial: Trial, pair: Pair): Promise<string | undefined> {
  const warehouse = placeOf(pair, join(pair.folder, "shared"));
  const from = ["--source", pair.before, "--warehouse", warehouse];
  const build = () => run(trial.program, ["build", "--full", ...from], pair.folder);
  const read = () => run(trial.program, ["slice", "--by", "region", "--format", "csv", ...from], pair.folder);
  const [one, other, ...reads] = await Promise.all([build(), build(), read(), read(), read(), read()]);
  const wrong = [one, other].map(builtOrTold).find(Boolean) ?? reads.map((each) => readRight(each)).find(Boolean);
  if (wrong) return wrong;
  if (new Set(reads.map((each) => each.stdout)).size !== 1) return "the readers got different answers";
  if ((await checksum(warehouse)) !== pair.sums.before) return "the warehouse is another one";
  const left = leftovers(join(pair.folder, "shared"));
  return left.length > 0 ? `left: ${left.join(", ")}` : undefined;
}

function builtOrTold({ code, signal, stderr }: Finished): string | undefined {
  if (code === 0) return undefined;
  const isTold = code === 1 && /Another build of this warehouse is running/.test(stderr);
  return isTold ? undefined : `a builder ended with ${code ?? signal}: ${stderr.slice(-300)}`;
}

function readRight({ code, signal, stdout, stderr }: Finished): string | undefined {
  if (code !== 0) return `a reader ended with ${code ?? signal}: ${stderr.slice(-300)}`;
  return /^region,.*\n(?:.+\n){4}$/.test(stdout) ? undefined : `a reader answered ${stdout.slice(0, 200)}`;
}
