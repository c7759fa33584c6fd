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
