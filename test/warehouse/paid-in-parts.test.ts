import { expect, it } from "vitest";
import { csv, day, numbers, read } from "./support/proposed.ts";

it("counts a line once that stands once for each means of payment", async () => {
  const rows = numbers.flatMap((at) => {
    const line = (paid: string, means: string) => `${day(at)},C${at % 4},S${at},Mug,1,${10 + at}.00,${paid},${means}`;
    return at % 3 === 0 ? [line(`${6 + at}.00`, "Visa"), line("4.00", "Gift card")] : [line(`${10 + at}.00`, "Visa")];
  });
  const header = "Sale date,Client ID,Sale ID,Item,Quantity,Item total,Total paid with payment method,Payment method";
  expect(await read({ "sales.csv": csv(header, rows) })).toMatchObject({ net: 198, asked: [] });
});

it("takes a donation before the fee and without what the state adds", async () => {
  const rows = numbers.map((at) => {
    const [gift, aid, fee] = [10 + at, at % 3 === 0 ? 2.5 : 0, 0.5];
    return `D${at},${day(at)},d${at % 4}@example.org,${gift.toFixed(2)},${aid.toFixed(2)},${fee.toFixed(2)},${(gift + aid - fee).toFixed(2)}`;
  });
  const header = "Ref,Date,Donor email,Donation amount,Estimated Gift Aid,Total fees,Net amount";
  expect(await read({ "donations.csv": csv(header, rows) })).toMatchObject({ net: 198, asked: [] });
});

it("takes what a provider charges for usage, not how much was used", async () => {
  const rows = numbers.map((at) => `L${at},A${at % 4},${day(at)},${at},${(at * 1.5).toFixed(10)}`);
  const found = await read({ "usage.csv": csv("line_id,account_id,usage_date,usage_amount,unblended_cost", rows) });
  expect(found.net).toBe(117);
});

it("counts what is left of an order after pieces were removed from it", async () => {
  const rows = numbers.map(
    (at) => `O${at},${day(at)},C${at % 4},Mug,3,${at % 3 === 0 ? 1 : 0},${at % 3 === 0 ? 2 : 3},10.00`,
  );
  const header = "Order,Date,Customer,Item,Quantity ordered,Quantity removed,Current quantity,Price";
  expect((await read({ "orders.csv": csv(header, rows) })).net).toBe(4 * 20 + 8 * 30);
});

it("asks whether whole amounts are cents if fees are whole too, and nothing names a currency", async () => {
  const rows = numbers.map((at) => `U${at},${day(at)},B${at % 4},${900 + at},${Math.floor((900 + at) * 0.115)}`);
  const found = await read({ "units.csv": csv("id_order,ts_created,id_buyer,price,revenue_fee", rows) });
  expect(found.asked).toContain("unit");
  expect(found.totals).toContain(Number((found.net / 100).toFixed(2)));
});

it("reads fees in cents where they are all that is charged", async () => {
  const rows = numbers.map((at) => `S${at},B-XY ${at % 6},${day(at)},250`);
  expect(await read({ "sessions.csv": csv("session_id,plate,date,fee_cents", rows) })).toMatchObject({ net: 30 });
});
