import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBuildDatabase } from "../database/build-database.ts";
import { loadSource } from "../ingest/load-source.ts";
import { programsOf } from "../mapping/named-discounts.ts";
import { type Plan, programVars } from "./plan.ts";

/** Columns of the facts for programs of a table; those with less money are added to the other discounts. */
const maxPrograms = 20;

/** Names a program like the macro as_program_name of the dbt project. */
const programsSql = `
select trim(regexp_replace(lower(strip_accents(program)), '[^a-z0-9]+', '_', 'g'), '_') as name
from landing.raw.line_discounts
group by all
having regexp_full_match(name, '[a-z][a-z0-9_]{0,40}')
order by sum(abs(try_cast(amount as decimal(18, 4)))) desc nulls last, name
limit ${maxPrograms}`;

/**
 * The plan with the programs that a table of discounts names. Each gets a column of the facts, so they must be known before the
 * models are rendered; the table is read one extra time for them. Rejects as `land` does.
 */
export async function withTablePrograms(plan: Plan): Promise<Plan> {
  const { source, options, vars } = plan;
  const files = source.tables.get("line_discounts") ?? [];
  const directory = await mkdtemp(join(tmpdir(), "grounds-programs-"));
  const connection = await createBuildDatabase(undefined, [directory]);
  try {
    const own = { ...source, tables: new Map([["line_discounts", files] as const]) };
    for await (const landed of loadSource({ connection, source: own, directory, signal: options.signal }))
      if ("whole" in landed && landed.whole === "line_discounts") break;
    const { rows } = await connection.database.query(programsSql);
    const found = rows.map(([name]) => String(name));
    return { ...plan, vars: { ...vars, ...programVars([...programsOf(source.mapping?.discounts), ...found]) } };
  } finally {
    await connection.database.close();
    await rm(directory, { recursive: true, force: true });
  }
}
