import { appendFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sessionOn } from "../../../source/commands/open-session.ts";
import type { Session } from "../../../source/commands/session.ts";
import type { Dimension } from "../../../source/domain/catalog.ts";
import { whyRefused } from "../../../source/export/semantic-models/refuse-reserved.ts";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { varsOfBuild } from "../../dbt/vars-of-build.ts";
import { asFigures, bySlice, withFigures } from "../../export/lookml/same-figures.ts";
import { runHere } from "../../helpers/command-line.ts";
import { projectDir } from "../../helpers/places.ts";
import { python } from "../support/home.ts";
import { record } from "../support/record.ts";
import { mustRun } from "../support/run-program.ts";
import { someValues } from "../trino/random-questions.ts";
import { type Query, randomQueries } from "./random-queries.ts";

const more = `fiscal_year_starts: april
measures:
  pickup_net: { of: net_revenue, unless: { pickup_store: [(none)] } }
  subscribed_orders: { of: orders, where: { transaction_type: subscription } }
  net_each: { divide: net_revenue, by: orders }
`;

let place: string;
let session: Session;
const at = (name: string) => join(place, name);

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "grounds-metricflow-"));
  await runHere("generate", "--customers", "1500", "--out", at("raw"));
  await appendFile(join(at("raw"), "grounds.yml"), more);
  const words = ["--source", at("raw"), "--warehouse", at("w.duckdb")];
  expect((await runHere("build", ...words, "--landing", at("raw.duckdb"))).code).toBe(0);
  const { code, log } = await runHere("export", "semantic-models", ...words, "--out", at("models"));
  expect(code, log).toBe(0);
  await cp(projectDir, at("project"), { recursive: true });
  await cp(join(at("models"), "semantic_models.yml"), join(at("project"), "models/gold/semantic_models.yml"));
  const vars = await varsOfBuild(at("w.duckdb"));
  await mustRun(python("dbt"), ["--no-use-colors", "parse", "--vars", vars], {
    env: environment(),
    cwd: at("project"),
  });
  session = await sessionOn(await openWarehouse(at("w.duckdb")), false);
  const shown = await mustRun(python("pip"), ["show", "dbt-metricflow"]);
  record({ versions: { "dbt-metricflow": /^Version: (.+)$/m.exec(shown)?.[1] ?? "" } });
});
afterAll(async () => {
  await session?.close();
  await rm(place, { recursive: true, force: true });
});

/** MetricFlow queries a copy, because we cannot read the file while it has it open. */
const environment = () => ({
  DBT_PROFILES_DIR: at("project"),
  DBT_SEND_ANONYMOUS_USAGE_STATS: "false",
  GROUNDS_DBT_WAREHOUSE: at("copy/w.duckdb"),
  GROUNDS_LANDING: at("raw.duckdb"),
});

const entities = { customer: "customer", line: "order_line", profile: "coffee_profile", discount: "line_discount" };
const field = ({ of, name }: Dimension) => `${entities[of]}__${name}`;

/** A question in MetricFlow's form. */
function asked({ measures, by, filter }: Query) {
  const values = filter?.values.map((value) =>
    filter.dimension.type === "integer" ? value : `'${value.replaceAll("'", "''")}'`,
  );
  const where = filter && `{{ Dimension('${field(filter.dimension)}') }} in (${values?.join(", ")})`;
  return { metrics: measures, by: by.map(field), where: where === undefined ? null : [where] };
}

async function byMetricFlow(queries: readonly Query[]): Promise<readonly (readonly (readonly unknown[])[])[]> {
  await cp(at("w.duckdb"), at("copy/w.duckdb"));
  await writeFile(at("queries.json"), JSON.stringify(queries.map(asked)));
  const words = [join(import.meta.dirname, "ask.py"), at("project"), at("queries.json")];
  const text = await mustRun(python(), words, { env: environment(), cwd: at("project") });
  return JSON.parse(/^ANSWERS (.+)$/m.exec(text)?.[1] ?? "");
}

it("accepts the names that the export accepts, and no others", async () => {
  const parts = ["store", "day", "days", "metric_time", "metric", "x", "x1", "a_b", "customer", "mf_internal_uuid"];
  const names = parts.flatMap((one) => [one, `${one}_`, `${one}__size`, `${one}_size`, `size_${one}`]);
  const words = [join(import.meta.dirname, "names.py"), join(at("project"), "target/semantic_manifest.json"), ...names];
  const theirs = JSON.parse(await mustRun(python(), words));
  expect(names.filter((name) => whyRefused(name) !== undefined)).toEqual(theirs);
  record({ comparisons: names.length });
});

it("answers random metrics by random dimensions as grounds slice does, including own ones and filters", async () => {
  const values = await someValues(session);
  const valuesOf = async ({ name }: Dimension) => values.get(name) ?? [];
  const queries = await randomQueries(session.catalog, valuesOf, { seed: 31, count: 60 });
  expect(queries.flatMap(({ measures }) => measures)).toEqual(
    expect.arrayContaining(["pickup_net", "subscribed_orders", "net_each", "retention"]),
  );
  const answers = await byMetricFlow(queries);
  for (const [index, query] of queries.entries()) {
    const { measures, by, filter } = query;
    const filters = filter === undefined ? [] : [{ dimension: filter.dimension.name, values: filter.values }];
    const names = by.map(({ name }) => name);
    const [theirs, ours] = [asFigures(answers[index] ?? []), await bySlice(session, names, measures, filters)];
    const [one, other] = [theirs, ours].map((rows) => withFigures(rows, by.length));
    expect(one, JSON.stringify(asked(query))).toEqual(other);
    record({ comparisons: theirs.length * measures.length });
  }
});
