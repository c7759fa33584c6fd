import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { readPipeline } from "../../source/warehouse/pipeline/read-pipeline.ts";
import { tinySource } from "../helpers/places.ts";
import { built, root, scratch, writeFiles } from "./support/scratch.ts";

const sql = join(root, "sql");
const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 0.5 };

interface Shop {
  readonly folder: string;
  readonly source: string;
  readonly projectDir: string;
  readonly warehouse: string;
}

async function shop(): Promise<Shop> {
  const folder = await scratch();
  const [source, projectDir] = [join(folder, "raw"), join(folder, "sql")];
  await cp(tinySource, source, { recursive: true });
  await cp(sql, projectDir, { recursive: true, filter: (path) => !/\/(target|logs)$/.test(path) });
  return { folder, source, projectDir, warehouse: join(folder, "w.duckdb") };
}

async function read(file: string, text: string) {
  const database = await openWarehouse(file);
  try {
    return (await database.query(text)).rows;
  } finally {
    await database.close();
  }
}

/** Rows, columns and a checksum over all rows of each table. */
async function contents(file: string): Promise<Readonly<Record<string, string>>> {
  const database = await openWarehouse(file);
  try {
    const { rows } = await database.query(
      `select '"' || schema_name || '"."' || table_name || '"' from duckdb_tables()
       where schema_name in ('bronze', 'silver', 'gold') order by 1`,
    );
    const sums: Record<string, string> = {};
    for (const [name] of rows) {
      const sum = await database.query(
        `select count(*)::varchar || ' ' || coalesce(sum(hash(t::varchar)::hugeint), 0)::varchar from ${name} as t`,
      );
      sums[String(name)] = String(sum.rows[0]?.[0]);
    }
    return sums;
  } finally {
    await database.close();
  }
}

const lastRun = "(select run_id from meta.runs order by ended_at desc limit 1)";

async function made(warehouse: string): Promise<readonly string[]> {
  const rows = await read(
    warehouse,
    `select model from meta.model_runs where run_id = ${lastRun} and status = 'done' order by 1`,
  );
  return rows.map(([model]) => String(model));
}

/** A change that someone makes between two builds. */
type Edit =
  | { readonly kind: "model"; readonly pick: number; readonly how: "comment" | "filter" }
  | { readonly kind: "var"; readonly days: number }
  | { readonly kind: "rows"; readonly pick: number; readonly at: number };

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant("model" as const),
    pick: fc.nat(100),
    how: fc.constantFrom("comment" as const, "filter" as const),
  }),
  fc.record({ kind: fc.constant("var" as const), days: fc.integer({ min: 5, max: 60 }) }),
  fc.record({ kind: fc.constant("rows" as const), pick: fc.nat(100), at: fc.nat(100) }),
);

async function apply(edit: Edit, { source, projectDir }: Shop): Promise<void> {
  if (edit.kind === "var") {
    const file = join(projectDir, "dbt_project.yml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/first_month_days: \d+/, `first_month_days: ${edit.days}`));
  } else if (edit.kind === "rows") {
    // One record fewer in some table.
    const names = (await readdir(source)).filter((name) => name.endsWith(".csv")).sort();
    const file = join(source, names[edit.pick % names.length] ?? "");
    const [header = "", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
    if (lines.length > 1) lines.splice(edit.at % lines.length, 1);
    await writeFile(file, `${[header, ...lines].join("\n")}\n`);
  } else {
    const models = (await readdir(join(projectDir, "models"), { recursive: true })).filter((name) =>
      /\.sql$/.test(name),
    );
    const name = models.sort()[edit.pick % models.length] ?? "";
    const file = join(projectDir, "models", name);
    const text = await readFile(file, "utf8");
    const isMart = name.startsWith("gold/");
    const changed = edit.how === "filter" && isMart ? `${text.trimEnd()}\nlimit 5\n` : `-- edited\n${text}`;
    await writeFile(file, text.includes("limit 5") ? text : changed);
  }
}

describe("a rebuild of what changed", () => {
  it("leaves the same rows as a full build, whatever was edited", { timeout: 240_000 }, async () => {
    const place = await shop();
    const { source, projectDir, warehouse, folder } = place;
    const full = join(folder, "full.duckdb");
    await built({ source, projectDir, warehouse, vars });
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 2 }), async (changes) => {
        for (const change of changes) await apply(change, place);
        // Checks may fail after a random edit; then nothing may have changed.
        const partly = await outcome(built({ source, projectDir, warehouse, vars }));
        const whole = await outcome(built({ source, projectDir, warehouse: full, vars, full: true }));
        expect(partly).toBe(whole);
        if (partly !== "built" && partly !== "unchanged") return;
        expect(await contents(warehouse)).toEqual(await contents(full));
        kept += 31 - (await made(warehouse)).length;
      }),
      { numRuns: Number(process.env.GROUNDS_RUNS ?? 2), seed: 20240301, endOnFailure: true },
    );
    expect(kept).toBeGreaterThan(0);
  });

  it("follows a changed input to the models that read it, and no further", async () => {
    const { source, projectDir, warehouse } = await shop();
    await built({ source, projectDir, warehouse, vars });
    const file = join(source, "reversals.csv");
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    await writeFile(file, `${lines.slice(0, -1).join("\n")}\n`);
    await built({ source, projectDir, warehouse, vars });
    const models = await made(warehouse);
    expect(models).toEqual(expect.arrayContaining(["stg_reversals", "fct_reversals", "fct_transactions"]));
    for (const name of ["stg_transactions", "stg_customers", "dim_customer_acquisition", "dim_coffee_profile"]) {
      expect(models).not.toContain(name);
    }
  });

  it("follows a changed mapping like a changed file", async () => {
    const { source, projectDir, warehouse, folder } = await shop();
    const mapping = join(folder, "grounds.yml");
    const text = (net: string) => `version: 1
name: tiny
currency: USD
tables:
  transactions:
    files: [transactions.csv]
    columns:
      customer_id: customer_id
      transacted_at: transacted_at
      net_revenue: ${net}
`;
    await writeFiles(folder, { "grounds.yml": text("net_revenue") });
    await built({ source, mapping, projectDir, warehouse, vars });
    await writeFiles(folder, { "grounds.yml": text("net_revenue::decimal(18, 2) * 2") });
    const sum = "select sum(net_revenue)::varchar from bronze.stg_transactions";
    const [[before]] = (await read(warehouse, sum)) as [[string]];
    await built({ source, mapping, projectDir, warehouse, vars });
    const [[after]] = (await read(warehouse, sum)) as [[string]];
    expect(Number(after)).toBeCloseTo(2 * Number(before), 2);
  });

  it("continues past a broken model, names what it skipped, and keeps the previous warehouse", async () => {
    const { source, projectDir, warehouse } = await shop();
    await built({ source, projectDir, warehouse, vars });
    const before = await readFile(warehouse);
    const file = join(projectDir, "models/silver/fct_reversals.sql");
    await writeFile(
      file,
      (await readFile(file, "utf8")).replace(
        /from \{\{ ref\('stg_reversals'\) \}\}/,
        "from {{ ref('stg_reversals') }}\n    where no_such_column = 1",
      ),
    );
    const states = new Map<string, string>();
    const events: unknown[] = [];
    const { buildWarehouse } = await import("../../source/warehouse/build/build.ts");
    const artifacts = join(source, "../artifacts");
    const failed = await (async () => {
      for await (const event of buildWarehouse({ source, projectDir, warehouse, vars, artifacts, full: true })) {
        if (event.type === "step") states.set(event.name, event.state);
        if (event.type === "step" && event.state === "failed") events.push(event);
      }
    })().then(
      () => undefined,
      (error) => error,
    );
    expect(failed).toMatchObject({ name: "ModelError", code: 1, model: "fct_reversals" });
    expect(failed.message).toContain("sql/models/silver/fct_reversals.sql:");
    expect(failed.why).toMatch(/Skipped: .*fct_transactions/);
    expect(events).toEqual([expect.objectContaining({ excerpt: expect.stringMatching(/no_such_column.*\n\s+\^/) })]);
    expect(states.get("fct_transactions")).toBe("skipped");
    expect(states.get("cube_customer_transaction_behavior")).toBe("skipped");
    expect(states.get("dim_customer_acquisition")).toBe("done");
    expect(states.get("dim_date")).toBe("done");
    expect(before.equals(await readFile(warehouse))).toBe(true);
    const { failure } = await readPipeline((sql) => read(warehouse, sql), { projectDir, artifacts });
    expect(failure?.failed).toEqual([
      {
        name: "fct_reversals",
        message: expect.stringMatching(/^sql\/models\/silver\/fct_reversals\.sql:\d+\n[\s\S]*no_such_column.*\n\s+\^/),
      },
    ]);
    expect(failure?.skipped).toContain("cube_customer_transaction_behavior");
  });
});

describe("a backfill", () => {
  const months = { from: "2024-01-01", end: "2024-07-01" };

  it("rebuilds the months of the facts and leaves the others, until the next build", async () => {
    const { source, projectDir, warehouse, folder } = await shop();
    await built({ source, projectDir, warehouse, vars });
    const same = await contents(warehouse);
    await built({ source, projectDir, warehouse, vars, months });
    expect(await contents(warehouse)).toEqual(same);
    expect(await made(warehouse)).toEqual(
      expect.arrayContaining(["fct_transactions", "fct_reversals", "cube_customer_transaction_behavior"]),
    );
    expect(await made(warehouse)).not.toContain("stg_transactions");
    expect((await built({ source, projectDir, warehouse, vars })).outcome.status).toBe("unchanged");

    const file = join(projectDir, "models/silver/fct_transactions.sql");
    await writeFile(file, (await readFile(file, "utf8")).replace("quantity as bags,", "quantity * 10 as bags,"));
    const bags = `select transaction_month >= date '2024-01-01' and transaction_month < date '2024-07-01' as inside,
      sum(bags)::integer from silver.fct_transactions group by 1 order by 1`;
    const before = await read(warehouse, bags);
    await built({ source, projectDir, warehouse, vars, months });
    const after = await read(warehouse, bags);
    expect(after.map(([inside, sum]) => [inside, sum])).toEqual(
      before.map(([inside, sum]) => [inside, Number(sum) * (inside ? 10 : 1)]),
    );
    expect(before).toHaveLength(2);
    expect((await built({ source, projectDir, warehouse, vars })).outcome.status).toBe("built");
    const full = join(folder, "full.duckdb");
    await built({ source, projectDir, warehouse: full, vars, full: true });
    expect(await contents(warehouse)).toEqual(await contents(full));
  });

  it("rebuilds facts in full if the numbers in them now mean something else", async () => {
    const { source, projectDir, warehouse, folder } = await shop();
    await built({ source, projectDir, warehouse, vars });
    // A customer before all others by name, so that every number after them shifts.
    await writeFile(
      join(source, "customers.csv"),
      `${(await readFile(join(source, "customers.csv"), "utf8")).trimEnd()}\n0-first${",".repeat(
        ((await readFile(join(source, "customers.csv"), "utf8")).split("\n")[0] ?? "").split(",").length - 1,
      )}\n`,
    );
    const lines = (await readFile(join(source, "transactions.csv"), "utf8")).trimEnd().split("\n");
    const header = (lines[0] ?? "").split(",");
    const values: Record<string, string> = {
      ...{ transaction_id: "t-first", customer_id: "0-first", transacted_at: "2024-02-02T10:00:00Z" },
      ...{ transaction_type: "a_la_carte", quantity: "1", net_revenue: "5.00" },
    };
    await writeFile(
      join(source, "transactions.csv"),
      `${[...lines, header.map((name) => values[name] ?? "").join(",")].join("\n")}\n`,
    );
    await built({ source, projectDir, warehouse, vars, months });
    const full = join(folder, "full.duckdb");
    await built({ source, projectDir, warehouse: full, vars, full: true });
    expect(await contents(warehouse)).toEqual(await contents(full));
  });
});

function outcome(build: ReturnType<typeof built>): Promise<string> {
  return build.then(
    ({ outcome: { status } }) => (status === "unchanged" ? "built" : status),
    (error: Error) => `${error.name}: ${error.message}`,
  );
}
