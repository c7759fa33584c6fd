import { describe, expect, it } from "vitest";
import { csv, day, numbers, read } from "./support/proposed.ts";

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

  it("are none where whole numbers multiply nothing", async () => {
    const text = of("Party,Rate,Paid", ({ at, price }) => [2 + (at % 4), price, Number((price * 1.2).toFixed(2))]);
    const { totals, net } = await read({ "stays.csv": text });
    expect([net, ...totals]).not.toContain(sum(({ at, price }) => (2 + (at % 4)) * price));
  });
});
