import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import { newestFirst, olderThanNewest, type Rule, versionKey } from "./newest-rows.ts";

const currentName =
  /^_*(is_?current(_(version|record|row))?|current_(flag|ind|indicator|record)|is_latest(_version)?)$/i;
const validFrom =
  /^_*((row_)?(valid|effective|eff|active)_?(from|start)(_?(date|at|ts|time))?|(row_)?start_(date|ts))$/i;
const operationName = /^(_*|__\$|cdc_|dml_|record_|row_)(op|operation|operation_type|change_?type|dml_type|op_type)$/i;
const changedAt =
  /^_*((dms|commit|change|changed|cdc|source|event|transact|op)_?(timestamp|ts|ts_ms|time|at|id|version|lsn|seq|sequence)|lsn|scn|ts_ms)$/i;

const written = ["i", "insert", "c", "create", "r", "read", "load", "u", "update", "update_postimage"];
const replaced = ["update_preimage", "ub"];
const gone = ["d", "delete"];

/** Versions that a table itself says are not the current ones. */
export function versionRules(columns: readonly string[]): readonly Rule[] {
  const current = columns.find((name) => currentName.test(name));
  if (current === undefined || !columns.some((name) => validFrom.test(name))) return [];
  const where = `lower(trim(${quoteName(current)})) in ('false', 'f', '0', 'n', 'no')`;
  return [{ what: "older versions of a row", where }];
}

/**
 * For a log of changes, which says of each row whether it was inserted, updated or deleted (AWS DMS, Delta's change feed): the
 * newest version of each key counts, unless that is a deletion.
 */
export async function changeRules(
  database: Database,
  table: string,
  columns: readonly string[],
): Promise<readonly Rule[]> {
  const operation = columns.find((name) => operationName.test(name) && name !== "__op");
  if (operation === undefined) return [];
  const word = `lower(trim(${quoteName(operation)}))`;
  const list = (words: readonly string[]) => words.map((each) => `'${each}'`).join(", ");
  const { rows } = await database.query(
    `select count(*) filter (where ${word} not in (${list([...written, ...replaced, ...gone])})), count(*) filter (where ${word} in (${list(gone)})),
       count(*) filter (where ${word} in ('u', 'update', 'update_postimage')) from ${table}`,
  );
  const [others = 0, deleted = 0, updated = 0] = (rows[0] ?? []).map(Number);
  if (others > 0 || deleted + updated === 0) return [];
  const seen = columns.find((name) => changedAt.test(name));
  const own = columns.filter((name) => name !== operation && name !== seen);
  const key = await versionKey(
    database,
    `(select * from ${table} where ${word} not in (${list(replaced)}))`,
    own,
    seen ?? "_record",
  );
  if (key === undefined) return [];
  const order = seen === undefined ? "_record desc" : newestFirst(seen);
  return [
    { what: "older versions of a row", where: `${word} in (${list(replaced)})` },
    { what: "older versions of a row", where: olderThanNewest(table, [quoteName(key)], [order]) },
    { what: "rows deleted at the source", where: `${word} in (${list(gone)})` },
  ];
}
