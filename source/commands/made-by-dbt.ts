import { personalColumns } from "../domain/contact-columns.ts";
import type { Pipeline, PipelineRows } from "../domain/pipeline.ts";
import type { RowPage } from "../domain/slice-result.ts";
import { type DbtManifest, readManifest, readResults } from "../engine/dbt/artifacts.ts";
import { compiledTest, dbtPipeline, type TablesSeen } from "../engine/dbt/pipeline.ts";
import type { Engine, EnginePage } from "../engine/engine.ts";
import { engineErrors } from "../errors/engine.ts";
import type { Page } from "../query/drill-through.ts";
import type { Run } from "../query/statement.ts";
import { quarantineCounts, readTablesIntegrity } from "../query/tables-integrity.ts";
import type { Selected } from "../warehouse/pipeline/quarantine-rows.ts";
import type { MadeBy, Session } from "./session.ts";
import { type TablesFiles, targetDirs } from "./target-choice.ts";

const filesSql = `select source_table, file, "rows", modified_at from raw.source_files order by source_table, file`;

const columnsSql = `select table_schema || '.' || table_name, column_name, data_type from information_schema.columns
where table_schema in ('raw', 'bronze', 'silver', 'gold') order by table_schema, table_name, ordinal_position`;

/** How tables on an engine were made, from dbt's own files and the tables themselves. */
export function madeByDbt(
  engine: Engine,
  run: Run,
  { artifacts }: Pick<TablesFiles, "artifacts">,
  { capabilities }: Pick<Session["dataSet"], "capabilities">,
): MadeBy {
  const manifest = () => readManifest(artifacts, targetDirs());
  return {
    integrity: async (signal) => {
      const results = await readResults(artifacts);
      return readTablesIntegrity((statement) => run(statement, signal), capabilities, results?.args.vars ?? {});
    },
    pipeline: async (signal) => readDbtPipeline(engine, await manifest(), artifacts, run, signal),
    rows: async (of, page, signal) => {
      const { quarantineRows } = await import("../warehouse/pipeline/quarantine-rows.ts");
      const found =
        of.kind === "quarantine"
          ? quarantineRows(of.only)
          : await selectOf(engine, await manifest(), artifacts, (statement) => run(statement, signal), of);
      return pageOf(engine, run, found, page, signal);
    },
  };
}

async function readDbtPipeline(
  { dialect }: Engine,
  manifest: DbtManifest,
  artifacts: string | undefined,
  run: Run,
  signal: AbortSignal | undefined,
): Promise<Pipeline> {
  const columns = Map.groupBy(await run({ sql: columnsSql, params: [] }, signal), ([table]) => String(table));
  const named = new Map(
    [...columns].map(([table, own]) => [table, own.map(([, name, type]) => [String(name), String(type)] as const)]),
  );
  const rows = await rowCounts(manifest, named, run, signal);
  const quarantine = await quarantineCounts((statement) => run(statement, signal));
  const files = named.has("raw.source_files") ? await readFiles(run, signal) : undefined;
  const seen = { rows, columns: named, hasSnapshots: dialect.snapshots !== undefined, files };
  return dbtPipeline(manifest, await readResults(artifacts), seen, quarantine);
}

/** The files that the raw tables were read from, as recorded by the build that made them. */
async function readFiles(run: Run, signal: AbortSignal | undefined): Promise<Pipeline["sources"]> {
  const rows = await run({ sql: filesSql, params: [] }, signal);
  return rows.map(([table, file, count, modifiedAt]) => ({
    ...{ table: String(table), file: String(file), rows: Number(count) },
    modifiedAt: String(modifiedAt).slice(0, 16),
  }));
}

/** Rows of the models by `schema.name`. */
async function rowCounts(
  { nodes }: DbtManifest,
  columns: TablesSeen["columns"],
  run: Run,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, number>> {
  const tables = Object.values(nodes)
    .filter(({ resource_type: type }) => type === "model")
    .map(({ schema, name }) => `${schema}.${name}`)
    .filter((table) => columns.has(table));
  if (tables.length === 0) return new Map();
  const sql = tables.map((table) => `select '${table}' as name, count(*) as number from ${table}`).join("\nunion all ");
  const rows = await run({ sql, params: [] }, signal);
  return new Map(rows.map(([name, number]) => [String(name), Number(number)]));
}

interface Listed extends Selected {
  /** What the rows are ordered by, if the order matters. */
  readonly order?: string;
}

async function selectOf(
  { dialect }: Engine,
  { nodes }: DbtManifest,
  artifacts: string | undefined,
  run: Run,
  { kind, name }: Exclude<PipelineRows, { kind: "quarantine" }>,
): Promise<Listed> {
  const wanted = kind === "check" ? "test" : "model";
  const node = Object.values(nodes).find((one) => one.resource_type === wanted && one.name === name);
  if (node === undefined) throw engineErrors.nothingToShow({ name, why: `dbt's manifest has no such ${wanted}.` });
  if (kind === "snapshots") {
    const select = dialect.snapshots?.(node.schema ?? "", node.name);
    if (select === undefined) throw engineErrors.nothingToShow({ name, why: "Its tables keep no snapshots." });
    return { select, params: [], order: "order by committed_at_utc desc" };
  }
  if (kind === "model") return { select: await maskedSelect(`${node.schema}.${node.name}`, run), params: [] };
  const compiled = compiledTest(node, await readResults(artifacts));
  if (compiled === "")
    throw engineErrors.nothingToShow({ name, why: "dbt has not compiled it: dbt build or dbt test does." });
  return { select: compiled, params: [] };
}

/** Names and addresses of people are not part of a sample. */
async function maskedSelect(table: string, run: Run): Promise<string> {
  const rows = await run({ sql: columnsSql, params: [] });
  const names = rows.filter(([of]) => of === table).map(([, name]) => String(name));
  const shown = names.map((name) => (personalColumns.includes(name) ? `'(personal)' as "${name}"` : `"${name}"`));
  return `select ${shown.join(", ") || "*"} from ${table}`;
}

async function pageOf(
  engine: Engine,
  run: Run,
  { select, params, order = "" }: Listed,
  { offset, limit }: Page,
  signal: AbortSignal | undefined,
): Promise<RowPage> {
  const bounds = `offset ${Math.trunc(offset)} limit ${Math.trunc(limit)}`;
  const [sql, counted] = [
    `select * from (\n${select}\n) as shown ${order} ${bounds}`,
    `select count(*) from (\n${select}\n) as shown`,
  ];
  const pages: EnginePage[] = [];
  for await (const page of engine.pages({ sql, params }, signal)) pages.push(page);
  const [[total = 0] = []] = await run({ sql: counted, params }, signal);
  return {
    columns: pages[0]?.columns.map(({ name }) => name) ?? [],
    rows: pages.flatMap(({ rows }) =>
      rows.map((row) => row.map((value) => (typeof value === "boolean" ? String(value) : value))),
    ),
    total: Number(total),
    sql: [{ sql: select, params }],
  };
}
