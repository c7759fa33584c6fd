import { mappingErrors } from "../../errors/mapping.ts";
import { UserError } from "../../errors.ts";
import { isAbort } from "../database/abort.ts";
import type { Database } from "../database/database.ts";
import { withoutValues } from "../database/friendly-error.ts";
import { mappedParts, type Projection } from "../ingest/projection.ts";

/** Which expression of a mapping is at fault when the whole failed, found by trying each alone. Undefined if none is. */
export async function mappingFault(
  database: Database,
  from: string,
  projection: Projection,
  signal: AbortSignal | undefined,
): Promise<UserError | undefined> {
  const { mapping, table } = projection;
  if (!mapping) return undefined;
  for (const { name, expression, path } of mappedParts(projection)) {
    const sql = `select max(hash(made)) from (select (${expression}\n)::varchar as made from ${from} as own)`;
    const fault = await faultOf(database, sql, signal);
    if (fault !== undefined) return wrongExpression(`${table}.${name}`, mapping.file, mapping.lineOf(...path), fault);
  }
  return undefined;
}

async function faultOf(database: Database, sql: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    await database.query(sql, [], { signal });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof UserError || isAbort(error)) throw error;
    return withoutValues(error.message).split("\n\nLINE")[0]?.replaceAll("\n", " ") ?? "";
  }
}

function wrongExpression(name: string, file: string, line: number, why: string): UserError {
  return mappingErrors.expressionFails({ name, file, line, why });
}
