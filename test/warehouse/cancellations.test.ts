import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { built, root, scratch } from "./support/scratch.ts";

interface SoldLine {
  readonly customer: string;
  readonly day: number;
  readonly quantity: number;
  readonly cents: number;
}

/** Lines of nine customers and of guests, a third of them cancelled; the last customers have only cancelled lines. */
function soldLines(seed: number): readonly SoldLine[] {
  let state = seed;
  const next = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  return Array.from({ length: 60 }, () => {
    const customer = next(10);
    const isBack = customer >= 7 ? customer < 9 : next(3) === 0;
    return {
      customer: customer === 9 ? "" : `C${customer}`,
      day: next(300),
      quantity: (isBack ? -1 : 1) * (1 + next(4)),
      cents: 100 + next(900),
    };
  });
}

const shapes = {
  quantity: (lines: readonly SoldLine[]) => [
    "invoice,customer_id,date,quantity,unit_price",
    ...lines.map(({ customer, quantity, cents, day }, at) =>
      [`${quantity < 0 ? "C" : ""}${1000 + at}`, customer, dayOf(day), quantity, (cents / 100).toFixed(2)].join(","),
    ),
  ],
  kind: (lines: readonly SoldLine[]) => [
    "order_id,customer_id,date,type,net_amount",
    ...lines.map(({ customer, quantity, cents, day }, at) =>
      [1000 + at, customer, dayOf(day), quantity < 0 ? "refund" : "sale", ((quantity * cents) / 100).toFixed(2)].join(),
    ),
  ],
} as const;

function dayOf(day: number): string {
  return new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
}

async function silverOf(source: string, mapping: string) {
  await writeFile(join(source, "grounds.yml"), mapping);
  const { outcome, events } = await built({ source, warehouse: "memory", projectDir: join(root, "sql") });
  const failed = events.filter((event) => event.type === "check" && event.status === "failed");
  const { database } = outcome;
  if (database === undefined) throw new Error("a build in memory hands its database on");
  try {
    const { rows } = await database.query(
      `select round(100 * sum(net_revenue))::integer, round(100 * sum(reversals))::integer, round(100 * sum(plug))::integer,
         count(*)::integer, count(distinct customer_key)::integer, (select count(*)::integer from bronze.quarantine)
       from silver.fct_transactions`,
    );
    return { failed, silver: rows[0] };
  } finally {
    await database.close();
  }
}

describe.each(Object.keys(shapes) as (keyof typeof shapes)[])("cancelled lines marked by %s", (shape) => {
  it.each([1, 2, 3])(
    "are reversals, or lines, and net revenue is what the file sums to either way (%i)",
    async (seed) => {
      const lines = soldLines(seed);
      const source = await scratch({ "sold.csv": `${shapes[shape](lines).join("\n")}\n` });
      const sum = lines.reduce((all, { quantity, cents }) => all + quantity * cents, 0);
      const buyers = new Set(lines.filter(({ quantity }) => quantity > 0).map(({ customer }) => customer));
      const back = lines.filter(({ quantity, customer }) => quantity < 0 && customer !== "" && buyers.has(customer));
      const all = new Set(lines.map(({ customer }) => customer).filter((customer) => customer !== ""));
      buyers.delete("");
      await withProposal({ source, hasRecipes: false }, async ({ proposal, propose }) => {
        const given = -back.reduce((total, { quantity, cents }) => total + quantity * cents, 0);
        expect(Math.round(100 * Number(proposal.totals.netRevenue))).toBe(sum);
        expect(await silverOf(source, mappingText(proposal))).toEqual({
          failed: [],
          silver: [sum, given, 0, lines.length - back.length, buyers.size, 0],
        });
        const asLines = await propose({ cancellations: "lines" });
        expect(Math.round(100 * Number(asLines.totals.netRevenue))).toBe(sum);
        expect(await silverOf(source, mappingText(asLines))).toEqual({
          failed: [],
          silver: [sum, 0, 0, lines.length, all.size, 0],
        });
      });
    },
  );
});

describe("unmarked negative lines", () => {
  it("stay order lines, because they may be anything", async () => {
    const source = await scratch({ "sold.csv": "id,customer_id,date,amount\n1,a,2024-01-01,9\n2,a,2024-01-02,-4\n" });
    const text = await withProposal({ source }, async ({ proposal }) => mappingText(proposal));
    expect(parseMapping("grounds.yml", text).tables.reversals).toBeUndefined();
  });
});

describe("a file of refunds beside the lines", () => {
  it("is the source of reversals, and negative lines stay lines", async () => {
    const source = await scratch({
      "orders.csv": "order_id,customer_id,date,quantity,price\n1,a,2024-01-01,1,9\n2,a,2024-01-02,-1,4\n",
      "refunds.csv": "refund_id,order_id,refunded_at,amount\nr1,1,2024-02-01,2\n",
    });
    const text = await withProposal({ source }, async ({ proposal }) => mappingText(proposal));
    const { net_before: before, tables } = parseMapping("grounds.yml", text);
    expect([before, tables.transactions?.filter]).toEqual([undefined, undefined]);
  });
});

describe("net_before", () => {
  it("lists no kind that net_includes has", () => {
    const text = "version: 1\nnet_includes: [refund]\nnet_before: [refund]\ntables: {}\n";
    expect(() => parseMapping("grounds.yml", text)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("grounds.yml:3"),
        why: expect.stringContaining("net_includes has refund too"),
      }),
    );
  });
});
