import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonCount } from "../../source/warehouse/files/json-count.ts";
import { landed, scratch } from "./support/scratch.ts";

function countOf(text: string, pieceBytes = 7): number {
  const count = new JsonCount();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) count.push(bytes.subarray(at, at + pieceBytes));
  return count.end();
}

describe("records of a JSON file, counted independently of its reader", () => {
  it.each([
    ["[]", 0],
    ["", 0],
    [' [ {"a": 1} , {"a": [1, {"b": 2}]} ] ', 2],
    ['{"a": "}{"}\n{"a": "\\"{"}\n', 2],
    ['{"a": 1}{"a": 2}', 2],
    ['[{"a": "],[{"}, 7, "x", null]', 4],
    ['\ufeff[{"é": "[🙂"}]', 1],
  ])("%j has %i", (text, records) => {
    expect(countOf(text)).toBe(records);
  });

  it("is the length of any array, however it is formatted and split", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(3), fc.integer({ min: 1, max: 50 }), (values, indent, piece) => {
        expect(countOf(JSON.stringify(values, null, indent), piece)).toBe(values.length);
      }),
    );
  });

  it("agrees with what is loaded from an array and from lines", async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => ({
      customer_id: `c-${at % 90}`,
      transacted_at: "2024-01-01",
      net_revenue: at,
      product_id: at % 3 === 0 ? '"},{' : null,
    }));
    const count = "select count(*)::integer from landing.raw.transactions";
    const lines = rows.map((row) => JSON.stringify(row)).join("\n");
    expect(await landed(await scratch({ "transactions.json": JSON.stringify(rows) }), count)).toEqual([[5000]]);
    expect(await landed(await scratch({ "transactions.ndjson": `${lines}\n\n  \n` }), count)).toEqual([[5000]]);
  });
});
