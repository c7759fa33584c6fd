import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

const prices = [12.5, 64.9, 9.5, 22];
const lines = numbers.map((at) => ({ at, pieces: 1 + (at % 3), price: prices[at % 4] ?? 0 }));
const sum = (value: (line: (typeof lines)[number]) => number) =>
  Number(lines.reduce((all, line) => all + value(line), 0).toFixed(2));
const of = (header: string, values: (line: (typeof lines)[number]) => readonly number[]) =>
  csv(
    `Ref,Booked,Guest,${header}`,
    lines.map((line) => [`R${line.at}`, day(line.at), `G${line.at % 5}`, ...values(line)].join(",")),
  );

describe("pieces under any name", () => {
  it("multiply a price to the amount of the line, which is then no other reading", async () => {
    const text = of("Nights,Rate,Paid", ({ pieces, price }) => [pieces, price, Number((pieces * price).toFixed(2))]);
    expect(await read({ "stays.csv": text })).toMatchObject({ net: sum(({ pieces, price }) => pieces * price) });
  });

  it("offer the price of all pieces where the amount has a fee on each of them", async () => {
    const text = of("Tickets,Face Value,Booking Fee,Amount", ({ pieces, price }) => {
      const fee = Number((price / 10).toFixed(2));
      return [pieces, price, fee, Number((pieces * (price + fee)).toFixed(2))];
    });
    const { net, totals, asked } = await read({ "tickets.csv": text });
    expect(asked).toContain("amount");
    expect([net, ...totals]).toContain(sum(({ pieces, price }) => pieces * price));
  });

  it("are asked about where an amount that no name explains is added to them", async () => {
    const text = of("Nights,Price,Kurtaxe,Betrag", ({ pieces, price }) => [
      ...[pieces, price, pieces * 2.9],
      Number((pieces * price + pieces * 2.9).toFixed(2)),
    ]);
    const { net, totals, asked } = await read({ "stays.csv": text });
    expect(net).toBe(sum(({ pieces, price }) => pieces * price));
    expect(asked).toEqual(["amount"]);
    expect(totals).toContain(sum(({ pieces, price }) => pieces * price + pieces * 2.9));
  });

  it("multiply prices in dong, whose product has more than ten digits before the point", async () => {
    const text = of("Quantity,Unit Price,Discount %", ({ pieces, price }) => [pieces * 7, price * 1e8, 10]);
    const { net } = await read({ "sold.csv": text });
    expect(net).toBe(sum(({ pieces, price }) => pieces * 7 * price * 9e7));
  });

  it("are asked about beside a price in dong", async () => {
    const text = of("Khối,Giá", ({ pieces, price }) => [pieces * 7, price * 1e8]);
    const { net, totals, asked } = await read({ "sold.csv": text });
    expect(asked).toContain("amount");
    expect([net, ...totals]).toContain(sum(({ pieces, price }) => pieces * 7 * price * 1e8));
  });

  it("are not the numbers of customers", async () => {
    const text = csv(
      "Ref,Booked,Kunde,Geb.,EP",
      lines.map(({ at, pieces, price }) => `R${at},${day(at)},${100 + ((at * 7) % 31)},${pieces},${price}`),
    );
    const { net, totals } = await read({ "sold.csv": text });
    expect(new Set([net, ...totals])).toEqual(
      new Set([sum(({ price }) => price), sum(({ pieces, price }) => pieces * price)]),
    );
  });

  it("are none where whole numbers multiply nothing", async () => {
    const text = of("Party,Rate,Paid", ({ at, price }) => [2 + (at % 4), price, Number((price * 1.2).toFixed(2))]);
    const { totals, net } = await read({ "stays.csv": text });
    expect([net, ...totals]).not.toContain(sum(({ at, price }) => (2 + (at % 4)) * price));
  });
});

/** Lines of a shop with three products, in orders of two lines. */
interface Sold {
  readonly at: number;
  readonly order: number;
  readonly product: number;
  readonly price: number;
  readonly pieces: number;
}

const list = [12.5, 64.9, 9.5];
const counts = [1, 1, 2, 1, 3, 4, 1, 2, 6, 1, 1];
const sold: readonly Sold[] = Array.from({ length: 160 }, (_, at) => {
  const product = (at * 7 + (at % 5)) % 3;
  const pieces = counts[(at * 5 + Math.floor(at / 7)) % counts.length] ?? 1;
  return { at, order: Math.floor(at / 2), product, price: list[product] ?? 0, pieces };
});
const total = (value: (line: Sold) => number) => Number(sold.reduce((all, line) => all + value(line), 0).toFixed(2));
const multiplied = total(({ pieces, price }) => pieces * price);
const shop = (header: string, values: (line: Sold) => readonly (string | number)[]) =>
  csv(
    `Order,Booked,Customer,Product,${header}`,
    sold.map((line) =>
      [`R${line.order}`, day(line.order), `G${line.order % 9}`, `A${line.product}`, ...values(line)].join(","),
    ),
  );

describe("whole numbers under a name that says nothing", () => {
  it.each(["St,Pris", "Vnt.,Kaina", "bottles,price", "ME1,Einzelpreis", "個,単価", "col7,Einzel", "n,rate per visit"])(
    "are asked about as the pieces of what stays the same: %s",
    async (header) => {
      const found = await read({ "sales.csv": shop(header, ({ pieces, price }) => [pieces, price]) });
      expect(found).toMatchObject({ net: multiplied, asked: ["amount"] });
      expect(found.totals).toContain(total(({ price }) => price));
    },
  );

  it("are the pieces of each line in the mapping, if they are taken as such", async () => {
    const source = await scratch({ "sales.csv": shop("St,Pris", ({ pieces, price }) => [pieces, price]) });
    await withProposal({ source, hasRecipes: false }, async ({ proposal }) => {
      const [lines] = proposal.tables.filter(({ table }) => table === "transactions");
      expect(lines?.columns.find(({ column }) => column === "quantity")?.own).toBe("St");
    });
  });

  it("are proven to be pieces by the total of each order", async () => {
    const ofOrder = (order: number) =>
      sold.filter((line) => line.order === order).reduce((all, { pieces, price }) => all + pieces * price, 0);
    const text = shop("ME,price,order total", ({ order, pieces, price }) => [pieces, price, ofOrder(order).toFixed(2)]);
    expect(await read({ "sales.csv": text })).toMatchObject({ net: multiplied, asked: [] });
  });

  it("are no factor of a price that rises with them, and are the pieces of the line", async () => {
    const text = shop("portions,price", ({ pieces, price }) => [pieces, (pieces * price).toFixed(2)]);
    expect(await read({ "sales.csv": text })).toMatchObject({ net: multiplied, asked: [] });
  });

  it("are none where they belong to the order, the product, the day, a text or the file", async () => {
    const text = shop("posten,filiale1,ort,gramm,rest,price", ({ at, order, product, price }) => [
      ...[1 + (at % 2), 1 + ((order * 3) % 4), `Ort ${(order * 3) % 4}`, [250, 500, 750][product] ?? 0],
      ...[900 - 3 * at, price],
    ]);
    expect(await read({ "sales.csv": text })).toMatchObject({ net: total(({ price }) => price), asked: [] });
  });

  it("are none, and the ages of customers are the second choice, where a price is named so", async () => {
    const found = await read({ "sales.csv": shop("jahre,price", ({ order, price }) => [20 + (order % 9) * 4, price]) });
    expect(found.net).toBe(total(({ price }) => price));
  });

  it("are never the reason of a wrong total that nothing is said about, in any shop", async () => {
    const word = fc.stringMatching(/^[bdgkmrt][aou][bdgkmrt][aou]x$/);
    const line = fc.record({
      ...{ customer: fc.nat(8), product: fc.nat(4), pieces: fc.integer({ min: 1, max: 6 }), other: fc.nat(9) },
    });
    const named = fc.constantFrom("price", "Preis", "preço", "unit price", "Valor unit.", "Einzel", "xuxu");
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 6, maxLength: 60 }),
        fc.tuple(word, word).filter(([one, other]) => one !== other),
        named,
        fc.boolean(),
        async (lines, [pieces, other], price, isOfLine) => {
          const prices = [3.45, 12.9, 7.25, 20.05, 9.99];
          const rows = lines.map(({ product, ...each }, at) => {
            const one = prices[product] ?? 0;
            const written = isOfLine ? each.pieces * one : one;
            return { ...each, at, product, written: written.toFixed(2), sum: each.pieces * one };
          });
          const text = csv(
            `Order,Booked,Customer,Product,${other},${pieces},${price}`,
            rows.map((row) =>
              [
                `R${row.at}`,
                day(row.at),
                `G${row.customer}`,
                `A${row.product}`,
                row.other,
                row.pieces,
                row.written,
              ].join(","),
            ),
          );
          const { net, totals } = await read({ "sales.csv": text });
          const truth = Number(rows.reduce((all, { sum: each }) => all + each, 0).toFixed(2));
          expect([net, ...totals]).toContain(truth);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
