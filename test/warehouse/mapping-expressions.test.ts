import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuildDatabase, createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { projectionOf } from "../../source/warehouse/ingest/projection.ts";
import { checkExpressions } from "../../source/warehouse/mapping/expression-check.ts";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";

let connection: BuildDatabase;

beforeAll(async () => {
  connection = await createBuildDatabase(undefined, []);
  await connection.run("create schema landing.work");
  await connection.run(`create table own as select 'Ann' as "Who", '2024-01-01' as "When", '1.00' as "Order Total", 1 as _record
    from range(300)`);
});

afterAll(() => connection.database.close());

/** The error for an expression of net revenue; "accepted" if there is none. */
async function verdict(expression: string): Promise<string> {
  const columns = { customer_id: "Who", transacted_at: "When", net_revenue: expression };
  const text = JSON.stringify({ version: 1, tables: { transactions: { files: ["a.csv"], columns } } });
  const projection = projectionOf(
    "transactions",
    parseMapping("grounds.yml", text),
    ["Who", "When", "Order Total"],
    "",
  );
  return checkExpressions(connection.database, "own", projection, undefined).then(
    () => "accepted",
    (error) => `${error.id}: ${error.why}`,
  );
}

describe("an expression of a mapping", () => {
  it.each([
    "Order Total",
    `"Order Total"`,
    "'a; drop table own; --'",
    "Who -- a comment\n",
    "Who /* a comment */ || 'x'",
    "InvoiceNo || '-' || _record",
    "case when Who in ('a', 'b') then 1 else try_cast(\"Order Total\" as decimal(18, 2)) end",
    "regexp_replace(Who, '\\.0$', '')",
    "list_transform(string_split(Who, ','), x -> trim(x))[1]",
    "row_number() over (order by _record)",
    "strptime(\"When\", '%Y-%m-%d')",
    '"When"::date + interval 3 day',
    "lpad(Who, 12, '0')",
    "repeat('0', 8 - length(Who))",
    "Who is not null and not contains(lower(coalesce(Who, '')), 'nan')",
    "own.Who",
    "{'a': Who}.a",
    "1e2",
    "error('no such kind')",
  ])("may be: %s", async (expression) => {
    expect(await verdict(expression)).toBe("accepted");
  });

  it.each([
    ["(select 1)", "a query of its own"],
    ["(select count(*) from landing.raw.customers)", "a query of its own"],
    ["exists (from read_text('/etc/passwd'))", "a query of its own"],
    ["Who in (select content from read_text('/etc/*'))", "a query of its own"],
    ["list_transform([1], x -> (select max(Who) from own))", "a query of its own"],
    ["1) from own; drop table own; select (1", "not one SQL expression"],
    ["1); attach '/tmp/x.db' as y; select (1", "not one SQL expression"],
    ["1); set memory_limit = '1GB'; select (1", "not one SQL expression"],
    ["1); select (1", "not one SQL expression"],
    ["1) from read_csv('/etc/passwd') where (true", "not one SQL expression"],
    ["1) union all select (2", "not one SQL expression"],
    ["1) limit (1", "not one SQL expression"],
    ["1) using sample (1", "not one SQL expression"],
    ["1), (2", "not one SQL expression"],
    ["1) + (2", "not one SQL expression"],
    ["1], [2", "not one SQL expression"],
    ["1, 2", "several"],
    ["1) as a --", "not one SQL expression"],
    ["1 /* and no end", "not one SQL expression"],
    ["'and no end", "not one SQL expression"],
    ["", "not one SQL expression"],
    [";", "not one SQL expression"],
    ["*", "several"],
    ["columns('.*')", "columns by pattern"],
    ["$1", "a parameter"],
    ["?", "a parameter"],
    ["#1", "a column by number"],
    ["current_setting('temp_directory')", "something other than the row"],
    ["getvariable('x')", "something other than the row"],
    ["current_query()", "more than the row"],
    ["pg_sleep(100)", "something other than the row"],
    ["sleep_ms(100000)", "more than the row"],
    ["random()", "more than the row"],
    ["uuid()", "more than the row"],
    ["nextval('x')", "more than the row"],
    ["write_log('x')", "more than the row"],
    ["Who || RANDOM()", "more than the row"],
    ["lpad(Who, 2000000000, 'x')", "a value that is too large"],
    ["repeat(Who, 1000000000)", "a value that is too large"],
    ["list_sum(range(1000000000))", "a value that is too large"],
    ["printf('%2000000000d', 1)", "a value that is too large"],
  ])("is refused: %s", async (expression, why) => {
    const said = await verdict(expression);
    expect(said).toContain("mapping.expressionFails");
    expect(said).toContain(why);
  });

  it("is refused after seconds if the first rows would take forever, interruptible or not", {
    timeout: 60_000,
  }, async () => {
    const started = Date.now();
    const nested = "list_sum(list_transform(range(100000), x -> list_sum(range(x, x + 100000))))";
    expect(await verdict(nested)).toMatch(/expressionTooSlow.*more than 5 seconds on the first row/);
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});
