import { mappingErrors } from "../../errors/mapping.ts";
import { UserError } from "../../errors.ts";
import { isAbort } from "../abort.ts";
import { contractOf } from "../contract-tables.ts";
import type { Database } from "../database.ts";
import { withoutValues } from "../friendly-error.ts";
import type { Projection } from "./projection.ts";

/** Which expression of a mapping is at fault when the whole failed: each is tried alone. Undefined when none is. */
export async function mappingFault(
  database: Database,
  from: string,
  projection: Projection,
): Promise<UserError | undefined> {
  const { mapping, table } = projection;
  if (!mapping) return undefined;
  const parts = contractOf(table).columns.map((column, index) => ({
    name: column,
    expression: projection.expressions[index],
    path: ["tables", table, "columns", column],
  }));
  const filter = { name: "filter", expression: projection.filter, path: ["tables", table, "filter"] };
  for (const { name, expression, path } of [filter, ...parts]) {
    if (expression === undefined) continue;
    const fault = await faultOf(database, `select max(hash((${expression}\n)::varchar)) from ${from}`);
    if (fault !== undefined) return wrongExpression(`${table}.${name}`, mapping.file, mapping.lineOf(...path), fault);
  }
  return undefined;
}

async function faultOf(database: Database, sql: string): Promise<string | undefined> {
  try {
    await database.query(sql);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof UserError || isAbort(error)) throw error;
    return withoutValues(error.message).split("\n\nLINE")[0]?.replaceAll("\n", " ") ?? "";
  }
}

function wrongExpression(name: string, file: string, line: number, why: string): UserError {
  return mappingErrors.expressionFails({ name, file, line, why });
}
