// How often projections hold on the demo: npm run projection [-- --seeds 20 --customers 25000 --from 1]
// In each generated data set, the newest 12 diagonals of the cohorts are hidden, one more each time, and projected as Grounds
// would have projected them then. Prints how far the projections were off and how often the actual value lay in the interval;
// exits 1 if that is under 90 or over 99 %.
import { parseArgs } from "node:util";
import { hidden } from "../source/analysis/projection/chain-ladder.ts";
import { projectRows } from "../source/analysis/projection/project-rows.ts";
import { cohortGrid } from "../source/query/cohort-grid.ts";
import { generatedSession } from "../test/helpers/generated-session.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    from: { type: "string", default: "1" },
    customers: { type: "string", default: "25000" },
    scenario: { type: "string", default: "coffee" },
  },
});
const [seeds, from, customers] = [values.seeds, values.from, values.customers].map(Number);
const measures = ["cumulative_net_per_customer", "active_customers"];
const ahead = [1, 3, 6];
const tallies = new Map(measures.flatMap((measure) => ahead.map((steps) => [`${measure} ${steps}`, []])));

for (let seed = from; seed < from + seeds; seed += 1) {
  const session = await generatedSession(customers, seed, values.scenario);
  for (const measure of measures) tally(measure, await triangleOf(session, measure));
  await session.close();
  console.error(
    `seed ${seed}: ${coverage()
      .map(({ measure, months, inside }) => `${measure} ${months}: ${inside}`)
      .join(", ")}`,
  );
}
console.table(coverage());
process.exitCode = coverage().every(({ share }) => share >= 0.9 && share <= 0.99) ? 0 : 1;

async function triangleOf({ catalog, span, run }, measure) {
  const query = { measure, axis: "tenure", grain: "month", tenure: "rolling", values: "count", filters: [] };
  const { rows } = await cohortGrid(catalog, query, span, run);
  const isRate = measure.endsWith("_per_customer");
  return rows.map(({ cells, customers: size }) =>
    cells.filter((cell) => cell?.complete).map(({ value }) => Number(value) * (isRate ? size : 1)),
  );
}

function tally(measure, triangle) {
  for (let diagonals = 1; diagonals <= 12; diagonals += 1) {
    const past = hidden(triangle, diagonals);
    const projected = projectRows(past, 6, (_, path) => path);
    for (const [index, row] of projected.entries())
      for (const steps of ahead) {
        const [came, found] = [triangle[index][past[index].length - 1 + steps], row[steps - 1]];
        if (came === undefined || found?.low === undefined) continue;
        const isInside = found.low <= came && came <= found.high;
        tallies.get(`${measure} ${steps}`).push({ error: Math.abs(found.value / came - 1), isInside });
      }
  }
}

function coverage() {
  return [...tallies].map(([key, all]) => {
    const [measure, months] = key.split(" ");
    const errors = all.map(({ error }) => error).sort((a, b) => a - b);
    const inside = all.filter(({ isInside }) => isInside).length;
    const median = errors[Math.floor(errors.length / 2)] ?? 0;
    return {
      measure,
      months,
      "median error": `${(100 * median).toFixed(2)} %`,
      inside: `${inside} of ${all.length}`,
      share: inside / all.length,
    };
  });
}
