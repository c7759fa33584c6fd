import { join } from "node:path";
import { type Finished, run } from "../support/program.ts";
import { type Row, Tally, type Trial } from "../support/row.ts";
import { checksum, leftovers, type Pair, placeOf } from "../support/warehouses.ts";

/** Two builders and four readers of one warehouse at once; builders of two sources into one. */
export const concurrentRow: Row = {
  name: "concurrent",
  seconds: 230,
  what: "two builders and four readers at once: no wrong answer, no error but that another build runs",
  async run(trial) {
    const pair = await trial.fixtures.pair();
    const tally = new Tally();
    try {
      const rounds = trial.form === "long" ? 100 : 1;
      let done = 0;
      for (; done < rounds && Date.now() < trial.deadline; done += 1) {
        await tally.try(`round ${done + 1}`, () => together(trial, pair));
        // Every tenth round, two sources compete for the same file.
        if (done % 10 === 0) await tally.try(`rivals ${done + 1}`, () => rivals(trial, pair));
      }
      return tally.outcome(done < rounds ? { skipped: `${rounds - done} rounds: the time was up` } : {});
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
  const wrong = [one, other].map(builtOrRefused).find(Boolean) ?? reads.map((each) => readRight(each)).find(Boolean);
  if (wrong) return wrong;
  if (new Set(reads.map((each) => each.stdout)).size !== 1) return "the readers got different answers";
  if ((await checksum(warehouse)) !== pair.sums.before) return "the warehouse is another one";
  const left = leftovers(join(pair.folder, "shared"));
  return left.length > 0 ? `left: ${left.join(", ")}` : undefined;
}

/** Each of two sources is answered with its own figures, or reports that the other is being built. */
async function rivals(trial: Trial, pair: Pair): Promise<string | undefined> {
  const warehouse = placeOf(pair, join(pair.folder, "shared"));
  const sources = [pair.before, pair.after, pair.before, pair.after];
  const ask = (source: string, words: readonly string[]) =>
    run(trial.program, ["slice", "--measure", "net_revenue", "--source", source, ...words], pair.folder);
  const wanted = await Promise.all([pair.before, pair.after].map((source) => ask(source, ["--memory"])));
  const asked = await Promise.all(sources.map((source) => ask(source, ["--warehouse", warehouse])));
  const wrong = asked.find((each, at) => each.code === 0 && each.stdout !== wanted[at % 2]?.stdout);
  return wrong ? `the other source's answer: ${wrong.stdout}` : asked.map(builtOrRefused).find(Boolean);
}

function builtOrRefused({ code, signal, stderr }: Finished): string | undefined {
  if (code === 0) return undefined;
  const isRefused = code === 1 && /Another build of this warehouse is running/.test(stderr);
  return isRefused ? undefined : `it ended with ${code ?? signal}: ${stderr.slice(-300)}`;
}

function readRight({ code, signal, stdout, stderr }: Finished): string | undefined {
  if (code !== 0) return `a reader ended with ${code ?? signal}: ${stderr.slice(-300)}`;
  return /^region,.*\n(?:.+\n){4}$/.test(stdout) ? undefined : `a reader answered ${stdout.slice(0, 200)}`;
}
