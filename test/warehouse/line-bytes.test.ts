import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuildDatabase, createBuildDatabase } from "../../source/warehouse/database/build-database.ts";

let connection: BuildDatabase;
beforeAll(async () => {
  connection = await createBuildDatabase(undefined, []);
});
afterAll(() => connection.database.close());

async function linesOf(sql: string): Promise<string> {
  let text = "";
  for await (const { bytes } of connection.database.lines(sql)) text += new TextDecoder().decode(bytes);
  return text;
}

it("returns texts of every length as lines, in order, whether adjacent in memory or not", async () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "日", "👩‍👩‍👧", " "), maxLength: 30 }), {
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(lines, async (texts) => {
      const values = texts.map((text, row) => `(${row}, '${text}')`).join(", ");
      const sql = `select encode(line) from (values ${values}) as listed(row_number, line) order by row_number`;
      expect(await linesOf(sql)).toBe(texts.map((text) => `${text}\n`).join(""));
    }),
    { numRuns: 60 },
  );
});

it("returns many lines, including equal ones", async () => {
  const sql =
    "select encode(case when n % 7 = 0 then 'the same long text again' else repeat('x', n % 40) || n end) from range(9000) as t(n) order by n";
  const expected = Array.from({ length: 9000 }, (_, n) =>
    n % 7 === 0 ? "the same long text again" : `${"x".repeat(n % 40)}${n}`,
  );
  expect(await linesOf(sql)).toBe(expected.map((line) => `${line}\n`).join(""));
});
