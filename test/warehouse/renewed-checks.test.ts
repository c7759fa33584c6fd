import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sqlOf, TestRun } from "../../source/warehouse/build/run-tests.ts";
import { Database } from "../../source/warehouse/database/database.ts";
import type { Model } from "../../source/warehouse/project/compile.ts";
import type { DataTest } from "../../source/warehouse/project/data-tests.ts";
import { shortcutOf } from "../../source/warehouse/renewal/renewed-checks.ts";

const models = ["lines", "orders", "sums"].map(
  (name) => ({ name, relation: `"${name}"`, described: { meta: {} } }) as unknown as Model,
);
const base = { sources: [], file: "x.yml", readsRaw: false, severity: "error" } as const;
const condition = (name: string, where: string): DataTest => ({
  ...base,
  ...{ name, model: "lines", kind: "accepted_values", column: "amount", refs: ["lines"] },
  condition: { relation: '"lines"', where, count: `count(*) filter (where ${where})` },
});
const unique: DataTest = {
  ...base,
  ...{ name: "unique", model: "lines", kind: "unique", column: "line_id", refs: ["lines"] },
  select: 'select "line_id" from "lines" where "line_id" is not null group by all having count(*) > 1',
};
const relationship: DataTest = {
  ...base,
  ...{ name: "relationships", model: "lines", kind: "relationships", column: "order_id", refs: ["orders", "lines"] },
  declared: { name: undefined, args: { to: "ref('orders')", field: "id" }, config: {} },
  select: `select * from "lines" as child where child."order_id" is not null
    and not exists (select 1 from "orders" as parent where parent."id" = child."order_id")`,
};
const adds: DataTest = {
  ...base,
  ...{ name: "adds_up", model: "lines", refs: ["lines", "sums"] },
  declared: {
    ...{ name: undefined, args: {} },
    config: { meta: { renewed: { lines: "order_id", sums: "order_id" } } },
  },
  select: `select * from (select order_id, sum(amount) as amount from "lines" group by all) as facts
    full join "sums" as sums on facts.order_id = sums.order_id where facts.amount is distinct from sums.amount`,
};
const tests = [
  condition("negative", "amount < 0"),
  condition("no_order", "order_id is null"),
  unique,
  relationship,
  adds,
];

interface Table {
  readonly columns: string;
  readonly before: readonly (readonly (number | null)[])[];
  readonly gone: readonly (readonly (number | null)[])[];
  readonly come: readonly (readonly (number | null)[])[];
}

function valuesOf({ columns }: Table, rows: Table["before"]): string {
  const [first = ""] = columns.split(",");
  if (rows.length === 0)
    return `select * from (values (${columns.replace(/[^,]+/g, "0")})) as t(${columns}) where ${first} > 0`;
  return `select * from (values ${rows.map((row) => `(${row.map((cell) => cell ?? "null").join(", ")})`).join(", ")}) as t(${columns})`;
}

/** Creates a table as it is after a renewal, with its changed rows. */
async function create(database: Database, name: string, table: Table): Promise<void> {
  const stays = table.before.filter((row) => !table.gone.includes(row));
  await database.query(`create or replace table ${name} as ${valuesOf(table, [...stays, ...table.come])}`);
  await database.query(`create or replace table ${name}_before as ${valuesOf(table, table.gone)}`);
  await database.query(`create or replace table ${name}_after as ${valuesOf(table, table.come)}`);
}

const small = fc.integer({ min: 1, max: 4 });
const line = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.option(small, { freq: 6 }), fc.integer({ min: -1, max: 9 }));
const changed = <Row>(row: fc.Arbitrary<Row>, rows: { readonly minLength?: number; readonly maxLength: number }) =>
  fc.array(row, rows).chain((before) =>
    fc.record({
      before: fc.constant(before),
      gone: fc.subarray(before, { maxLength: Math.min(2, before.length) }),
      come: fc.array(row, { maxLength: 2 }),
    }),
  );

it("finds as many failures among the changed rows as among all, whatever changes", { timeout: 300_000 }, async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const database = new Database(instance, [await instance.connect()], true);
  let shortened = 0;
  let found = 0;
  const failures = async (list: readonly DataTest[]) =>
    new Map(
      await Promise.all(
        list.map(async (test) => [test.name, Number((await database.query(sqlOf(test))).rows[0]?.[0])] as const),
      ),
    );
  const round = fc.record({
    lines: changed(line, { maxLength: 12 }),
    orders: changed(fc.tuple(small), { minLength: 3, maxLength: 6 }),
    // Sums that are right, but for the changed ones.
    wrong: fc.array(fc.tuple(small, fc.integer({ min: 0, max: 9 })), { maxLength: 2 }),
    sumsStay: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(round, async ({ lines, orders, wrong, sumsStay }) => {
      const lineTable = { columns: "line_id,order_id,amount", ...lines };
      const orderTable = { columns: "id", ...orders };
      const totals = Map.groupBy(lines.before, ([, order]) => order);
      const sums = [...totals].map(
        ([order, own]) => [order, own.reduce((sum, [, , amount]) => sum + amount, 0)] as const,
      );
      const isTouched = ([order]: readonly [number | null, number]) =>
        [...lines.gone, ...lines.come].some(([, own]) => own === order);
      const sumTable = {
        ...{ columns: "order_id,amount", before: sums },
        gone: sumsStay ? [] : sums.filter(isTouched),
        come: sumsStay ? [] : wrong,
      };
      const all = [
        ["lines", lineTable],
        ["orders", orderTable],
        ["sums", sumTable],
      ] as const;
      for (const [name, table] of all) await create(database, name, { ...table, gone: [], come: [] });
      const known = await failures(tests);
      for (const [name, table] of all) await create(database, name, table);
      const now = await failures(tests);
      const isKept = (table: Table) => table.gone.length + table.come.length === 0;
      const runs = all.map(([name, table]) => ({ model: name, status: isKept(table) ? "kept" : "done" })) as never;
      const rows = new Map(
        all.flatMap(([name, table]) =>
          isKept(table) ? [] : [[name, { before: `${name}_before`, after: `${name}_after` }] as const],
        ),
      );
      const shortcut = (test: DataTest) => {
        const short = shortcutOf(test, { project: { models }, known: known.get(test.name), runs, rows });
        if (short !== undefined) shortened += 1;
        return short;
      };
      for await (const { name, failures: counted } of new TestRun(database, tests, undefined, shortcut).results()) {
        // Sums of no order meet nothing: the declared columns must have values.
        const hasBlank = [...lines.before, ...lines.come].some(([, order]) => order === null);
        if (name === "adds_up" && hasBlank) continue;
        expect([name, counted]).toEqual([name, now.get(name)]);
        if (counted > 0 && known.get(name) === 0) found += 1;
      }
    }),
    { numRuns: 150, seed: 3, endOnFailure: true },
  );
  // Neither everything was read, nor was nothing wrong.
  expect(shortened).toBeGreaterThan(300);
  expect(found).toBeGreaterThan(50);
  await database.close();
});

it("reads everything where more than the changed rows decides", () => {
  const rows = new Map([["lines", { before: "b", after: "a" }]]);
  const runs = [
    { model: "lines", status: "done" },
    { model: "sums", status: "done" },
  ] as never;
  const numbered = {
    ...models[0],
    described: { meta: { surrogate_key: "line_id", natural_key: ["order_id"] } },
  } as unknown as Model;
  const given = { project: { models: [numbered, ...models.slice(1)] }, runs, rows };
  // Failed before, changed since, another model rebuilt, a number that is assigned anew, another table.
  expect(shortcutOf(adds, { ...given, known: 1 })).toBeUndefined();
  expect(shortcutOf(adds, { ...given, known: undefined })).toBeUndefined();
  expect(shortcutOf(adds, { ...given, known: 0 })).toBeUndefined();
  expect(shortcutOf(unique, { ...given, known: 0 })).toBeUndefined();
  expect(shortcutOf(condition("numbers", "line_id > 5"), { ...given, known: 0 })).toBeUndefined();
  expect(shortcutOf(condition("no_numbers", '"line_id" is null and amount < 0'), { ...given, known: 0 })).toBeDefined();
  expect(shortcutOf(condition("others", "amount in (select 1)"), { ...given, known: 0 })).toBeUndefined();
});
