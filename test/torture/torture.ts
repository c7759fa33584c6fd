import { parseArgs } from "node:util";
import { type Outcome, rows } from "./all-rows.ts";
import { ownFixtures } from "./support/fixtures.ts";
import { prepareProgram } from "./support/program.ts";
import { record } from "./support/results.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "20261122" },
    minutes: { type: "string", default: "29" },
    short: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no row ${unknown.join(", ")}; there are: ${rows.map((row) => row.name).join(", ")}\n`);
  process.exit(2);
}
const chosen = rows.filter((row) => positionals.length === 0 || positionals.includes(row.name));
const program = prepareProgram();
const seed = Number(values.seed);
const end = Date.now() + Number(values.minutes) * 60_000;
let hasAllPassed = true;

for (const [index, row] of chosen.entries()) {
  const started = Date.now();
  // Each row gets its share of the remaining time, by what the remaining rows need; unused time goes to the next ones.
  const needed = chosen.slice(index).reduce((sum, { seconds }) => sum + seconds, 0);
  const deadline = started + ((end - started) * row.seconds) / needed;
  const outcome: Outcome = await row
    .run({ form: values.short ? "short" : "long", seed, deadline, program, fixtures: ownFixtures(program) })
    .catch((error: unknown) => ({
      tried: 1,
      held: 0,
      failures: [error instanceof Error ? (error.stack ?? "") : String(error)],
    }));
  hasAllPassed &&= outcome.held === outcome.tried;
  const seconds = Math.round((Date.now() - started) / 1000);
  const mark = outcome.held < outcome.tried ? "✗" : outcome.tried === 0 ? "-" : "✓";
  const more = [outcome.note, outcome.skipped && `skipped: ${outcome.skipped}`].filter(Boolean).join("; ");
  process.stdout.write(
    `${mark} ${row.name.padEnd(12)} held ${outcome.held} of ${outcome.tried}, seed ${seed}, ${seconds} s: ${row.what}${more ? ` (${more})` : ""}\n`,
  );
  for (const failure of outcome.failures) process.stdout.write(`    ${failure}\n`);
  if (values.record) record(row, outcome, { seed, seconds, form: values.short ? "short" : "long" });
}
process.exitCode = hasAllPassed ? 0 : 1;
