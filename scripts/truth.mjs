// Checks the analysis against what the scenarios plant: many data sets per scenario, generated, built in memory and
// investigated; many more whose cells come straight from the simulation (--direct), for how often intervals hold; and
// losses of 10, 20 and 40 % in one channel that the segments must name (--effects data sets of each). Prints coverage per
// driver and exits 1 if a requirement was not met.
import { parseArgs } from "node:util";
import { loadScenario, scenarioNames } from "../source/generate/scenario.ts";
import { demands, judge } from "../test/analysis/truth/judge.ts";
import { periodDirectly } from "../test/analysis/truth/period-direct.ts";
import { periodFromFiles } from "../test/analysis/truth/period-files.ts";
import { expectedEffect, farFromEffect, judgePeriod, periodDemands } from "../test/analysis/truth/period-judge.ts";
import { lossOf, plant, plantedEffects, plantedIn, timesNamed } from "../test/analysis/truth/planted-effects.ts";
import { bridgeDirectly } from "../test/analysis/truth/run-direct.ts";
import { expectedContributions, investigateScenario } from "../test/analysis/truth/run-scenario.ts";
import { switchingDemands, switchingFromFiles, wrongSwitching } from "../test/analysis/truth/switching-files.ts";
import { coverageByDriver, coverageRows, shortfalls } from "../test/analysis/truth/tally.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    direct: { type: "string", default: "100" },
    effects: { type: "string", default: "20" },
    from: { type: "string", default: "1" },
    customers: { type: "string" },
    replicates: { type: "string", default: "400" },
    expectation: { type: "string", default: "300000" },
    scenario: { type: "string", multiple: true },
  },
});
const [seeds, direct, effects, from, replicates, large] = [
  values.seeds,
  values.direct,
  values.effects,
  values.from,
  values.replicates,
  values.expectation,
].map(Number);

const [tried, calibrated] = [[], []];
const wanted = values.scenario ?? (await scenarioNames());
for (const name of wanted.filter((one) => demands[one] !== undefined)) {
  const scenario = await loadScenario(name);
  const demand = demands[name] ?? {};
  const customers = Number(values.customers ?? scenario.volumes.customers);
  const truth = await expectedContributions(scenario, large);
  const judgements = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const found = await investigateScenario({ scenario, seed, customers, replicates, switches: demand.switches ?? {} });
    const judgement = judge(found, truth, demand);
    judgements.push(judgement);
    const held = judgement.held.filter((one) => one.isHeld).length;
    const told = judgement.named.slice(0, 3).join(", ") || "no driver";
    const change = `${found.base.value.toFixed(2)} to ${found.compare.value.toFixed(2)}`;
    console.error(`${name} seed ${seed}: ${change}; ${told}; ${held} of ${judgement.held.length} held`);
  }
  tried.push({ scenario: name, judgements });
  const more = [];
  for (let seed = from; seed < from + direct; seed += 1) {
    const run = { scenario, seed, customers, replicates, switches: demand.switches ?? {} };
    more.push(judge(await bridgeDirectly(run), truth, demand));
  }
  calibrated.push({ scenario: name, judgements: more });
}

const [ofPeriods, ofPeriodsDirectly] = [[], []];
for (const name of wanted.filter((one) => periodDemands[one] !== undefined)) {
  const scenario = await loadScenario(name);
  const customers = Number(values.customers ?? scenario.volumes.customers);
  const demand = periodDemands[name];
  const effect = await expectedEffect(scenario, customers, large);
  for (const [all, count, ask] of [
    [ofPeriods, seeds, periodFromFiles],
    [ofPeriodsDirectly, direct, periodDirectly],
  ]) {
    const judgements = [];
    for (let seed = from; seed < from + count; seed += 1) {
      const found = await ask({ scenario, seed, customers, replicates });
      judgements.push(judgePeriod(found, effect, demand));
      const told = judgements.at(-1).named.slice(0, 3).join(", ") || "no driver";
      console.error(`${name} seed ${seed}: ${found.base.toFixed(0)} to ${found.compare.toFixed(0)}; ${told}`);
    }
    if (count > 0) all.push({ scenario: name, judgements });
  }
}

const [switched, wrongly] = [[], []];
for (const name of wanted.filter((one) => switchingDemands[one] !== undefined && seeds > 0)) {
  const scenario = await loadScenario(name);
  const customers = Number(values.customers ?? scenario.volumes.customers);
  const found = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    found.push(await switchingFromFiles({ scenario, seed, customers, replicates }));
    const { events, verdict } = found.at(-1);
    console.error(`${name} seed ${seed}: ${events} changes; ${verdict}`);
  }
  const told = found.filter(({ verdict }) => verdict === switchingDemands[name]).length;
  switched.push({ scenario: name, verdict: switchingDemands[name], told: `${told} of ${seeds}` });
  wrongly.push(...wrongSwitching(name, found));
}

const planted = [];
for (const { customers, least, ...of } of effects > 0 ? plantedEffects : []) {
  const scenario = plant(await loadScenario("steady"), of);
  const loss = `${(lossOf(scenario, large) * 100).toFixed(1)} %`;
  const named = await timesNamed(scenario, { customers, seeds: effects, from, replicates });
  planted.push({ loss, customers, named, "of data sets": effects, "must be": Math.ceil((least / 20) * effects) });
}

const show = (title, of) => {
  console.log(title);
  console.table(
    coverageRows(of).map(({ scenario, group, truth, mean, held, seeds: count }) => ({
      scenario,
      driver: group,
      planted: truth.toFixed(3),
      "mean bar": mean.toFixed(3),
      "in its interval": `${held} of ${count}`,
    })),
  );
  console.table(
    coverageByDriver(of).map(({ group, held, seeds: count, coverage }) => ({
      driver: group,
      "in its interval": `${held} of ${count}`,
      coverage: `${(coverage * 100).toFixed(1)} %`,
    })),
  );
};
if (seeds > 0) show("From files through the warehouse", tried);
if (direct > 0) show("Straight from the simulation", calibrated);
if (ofPeriods.length > 0) show("Periods, from files through the warehouse", ofPeriods);
if (ofPeriodsDirectly.length > 0) show("Periods, straight from the simulation", ofPeriodsDirectly);
if (switched.length > 0) {
  console.log("Switching, from files through the warehouse");
  console.table(switched);
}
if (effects > 0) {
  console.log(`A loss in ${plantedIn} alone, named by the segments`);
  console.table(planted);
}
const periodsTried = [ofPeriods, ofPeriodsDirectly].flatMap((of) => [...shortfalls(of), ...farFromEffect(of)]);
const missing = [
  ...shortfalls(tried),
  ...shortfalls(calibrated),
  ...periodsTried,
  ...wrongly,
  ...missedEffects(planted),
];
console.log(missing.length === 0 ? "Everything that is planted was found, and nothing else." : missing.join("\n"));
process.exitCode = missing.length === 0 ? 0 : 1;

function missedEffects(all) {
  return all
    .filter((one) => one.named < one["must be"])
    .map(
      ({ loss, named, "must be": must }) => `a loss of ${loss} is named in ${named} data sets, ${must} are demanded`,
    );
}
