import { describe, expect, it } from "vitest";
import { csv, day, numbers, read } from "./support/proposed.ts";

const twenty = Array.from({ length: 20 }, (_, at) => at + 1);

describe("amounts by their arithmetic", () => {
  it("takes out a tax that is a fifth of the rest of each amount, without a question", async () => {
    const rows = twenty.map((at) => `${at},C${at % 4},${day(at)},${(12 * at).toFixed(2)},${(2 * at).toFixed(2)}`);
    const within = csv("order,customer,date,amount,VAT (20.0%)", rows);
    expect(await read({ "sales.csv": within })).toMatchObject({ net: 2100, asked: [] });
    const beside = twenty.map((at) => `${at},C${at % 4},${day(at)},${(10 * at).toFixed(2)},${(1.9 * at).toFixed(2)}`);
    expect(await read({ "sales.csv": csv("order,customer,date,amount,VAT", beside) })).toMatchObject({
      net: 2100,
      asked: [],
    });
  });

  it("takes the amount that another one exceeds by a tax's rate", async () => {
    const rows = twenty.map((at) => `${at},C${at % 4},${day(at)},${(10 * at).toFixed(2)},${(11.9 * at).toFixed(2)}`);
    const found = await read({ "orders.csv": csv("order,customer,date,total_products,total_products_wt", rows) });
    expect(found).toMatchObject({ net: 2100, asked: [] });
  });

  it("knows sales before two fees, and sales without service, tips and taxes", async () => {
    const fees = twenty.map((at) => `${at},C${at % 4},${day(at)},${10 * at}.00,${at}.10,${at}.20,${8 * at - 0.3}`);
    const gifts = csv("id,donor,date,Amount,Processing Fee,Platform Fee,Net Amount", fees);
    expect(await read({ "gifts.csv": gifts })).toMatchObject({ net: 2100 });
    const checks = numbers.map((at) => `${at},C${at % 6},${day(at)},10.00,5.00,1.50,1.65,18.15`);
    const found = await read({ "checks.csv": csv("check,guest,date,food,beverage,Service,VAT,Total", checks) });
    expect(found).toMatchObject({ net: 180, totals: expect.arrayContaining([198]) });
  });

  it("adds two columns of revenue of which each row fills one", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},${at % 2 ? "10.00,0" : "0,30.00"}`);
    const found = await read({ "invoices.csv": csv("invoice,customer,date,recurring_revenue,setup_revenue", rows) });
    expect(found).toMatchObject({ net: 240, totals: expect.arrayContaining([60, 180]) });
  });

  it("reads cents by the column that shows them as units, and takes a refund with its tax off once", async () => {
    const rows = twenty.map((at) => {
      const back = at === 20 ? 1200 : 0;
      return `${at},C${at % 4},${day(at)},1000,200,1200,${back},$10.00,$12.00`;
    });
    const header = "id,customer,date,subtotal,tax,total,refunded_amount,subtotal_formatted,total_formatted";
    expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 190 });
  });

  it("offers a charge without what an insurer's contract takes off", async () => {
    const rows = numbers.map((at) => `${at},P${at % 6},${day(at)},100.00,(20.00),(60.00)`);
    const header = "claim,patient,date,Charge,Contractual Adjustment,Insurance Paid";
    expect((await read({ "charges.csv": csv(header, rows) })).totals).toEqual(expect.arrayContaining([1200, 960]));
  });

  it("takes returned pieces off where the line has its own sum", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},2,${at % 6 === 0 ? 1 : 0},10.00,20.00`);
    const header = "order,customer,date,quantity,refunded_quantity,unit_price,line_total";
    expect(await read({ "items.csv": csv(header, rows) })).toMatchObject({ net: 220, asked: ["pieces"] });
  });
});

describe("the same money twice", () => {
  it("leaves out the parts of bundles and the payments of pledges", async () => {
    const rows = numbers.flatMap((at) => [
      `${at},,C${at % 4},${day(at)},30.00`,
      `${at}a,${at},C${at % 4},${day(at)},10.00`,
      `${at}b,${at},C${at % 4},${day(at)},20.00`,
    ]);
    const header = "line_id,parent_line_id,customer,date,amount";
    expect(await read({ "lines.csv": csv(header, rows) })).toMatchObject({ net: 360, asked: [] });
    const unnamed = await read({ "lines.csv": csv(header.replace("parent_line_id", "belongs"), rows) });
    expect(unnamed).toMatchObject({ net: 360, asked: ["parts"], totals: expect.arrayContaining([720]) });
  });

  it("counts rows once that an appended export repeats, but each of an order's equal tickets", async () => {
    const rows = twenty.map((at) => `${at},C${at % 4},${day(at)},10.00`);
    const twice = await read({ "all.csv": csv("order_id,customer,date,net", [...rows, ...rows.slice(10)]) });
    expect(twice).toMatchObject({ net: 200, asked: ["repeated"], totals: expect.arrayContaining([300]) });
    const tickets = rows.flatMap((row, at) => (at % 5 === 0 ? [row, row] : [row]));
    expect(await read({ "tickets.csv": csv("order_id,customer,date,net", tickets) })).toMatchObject({ net: 240 });
  });

  it("leaves out a pivot table's totals below each group", async () => {
    const rows = ["Acme", "Bolt", "Core"].flatMap((name, of) => [
      ...numbers.slice(0, 4).map((at) => `${at === 1 ? name : ""},${day(at)},${of}${at},10.00`),
      `${name} Total,,,40.00`,
    ]);
    expect(
      await read({ "pivot.csv": csv("Customer,Date,Invoice,Sum of Net", [...rows, "Grand Total,,,120.00"]) }),
    ).toMatchObject({ net: 120, customers: 3 });
  });

  it("takes invoices, not the transactions that pay them", async () => {
    const invoices = twenty.map((at) => `${at},C${at % 4},${day(at)},10.00`);
    const payments = twenty.slice(0, 15).map((at) => `t${at},${at},C${at % 4},${day(at)},Payment,10.00`);
    const found = await read({
      "Invoices.csv": csv("Invoice Number,Customer Id,Invoice Date,Amount", invoices),
      "Transactions.csv": csv("Transaction Id,Invoice Number,Customer Id,Date,Type,Amount", payments),
    });
    expect(found.net).toBe(200);
  });

  it("takes credit notes off that a file of their own has with positive amounts", async () => {
    const invoices = numbers.map((at) => `F${at},${day(at)},K${at % 4},10.00`);
    const credits = ["N1,F3,2024-12-01,K3,10.00", "N2,F5,2024-12-01,K1,10.00", "N3,F8,2024-12-01,K0,10.00"];
    const found = await read({
      "fakturor.csv": csv("Fakturanr,Fakturadatum,Kundnr,Netto", invoices),
      "kreditfakturor.csv": csv("Kreditnr,Avser faktura,Datum,Kundnr,Netto", credits),
    });
    expect(found.net).toBe(90);
  });

  it("takes one event of each order whose record is within the event", async () => {
    const events = numbers.flatMap((at) =>
      ["order.created", "order.paid", "order.shipped"].map((event) =>
        JSON.stringify({
          event,
          at: `${day(at)}T10:00:00Z`,
          payload: { order_id: at, customer: { id: at % 4 }, amount: 10.5 },
        }),
      ),
    );
    expect(await read({ "events.ndjson": `${events.join("\n")}\n` })).toMatchObject({ net: 126 });
  });
});

describe("forms of files", () => {
  it("reads an object of orders by their ids, and rows apart from the names of their columns", async () => {
    const byId = Object.fromEntries(
      numbers.map((at) => [`ord_${at}`, { placed: day(at), buyer: `b${at % 4}@example.org`, total: 10.5 }]),
    );
    expect(await read({ "orders.json": JSON.stringify(byId) })).toMatchObject({ net: 126, customers: 4 });
    expect(await read({ "orders.json": JSON.stringify({ orders: byId }) })).toMatchObject({ net: 126, customers: 4 });
    const data = numbers.map((at) => [at, day(at), `b${at % 4}`, 10.5]);
    const apart = { columns: ["order_id", "order_date", "customer", "revenue"], data };
    expect(await read({ "q.json": JSON.stringify(apart) })).toMatchObject({ net: 126, customers: 4 });
  });

  it("reads folders within folders", async () => {
    const files = Object.fromEntries(
      [0, 1, 2].map((quarter) => [
        `2024/Q${quarter + 1}/orders.csv`,
        csv(
          "order,date,email,net",
          numbers.slice(4 * quarter, 4 * quarter + 4).map((at) => `${at},${day(at)},b${at % 4}@example.org,10.00`),
        ),
      ]),
    );
    expect(await read(files)).toMatchObject({ net: 120, customers: 4 });
  });

  it.each(["2024-03", "03/2024", "Mar 2024", "März 2024", "Mar-24", "202403"])(
    "reads months alone: %s",
    async (month) => {
      const rows = numbers.map((at) => `${month},C${at},10.00`);
      expect(await read({ "mrr.csv": csv("month,customer_id,revenue", rows) })).toMatchObject({
        net: 120,
        customers: 12,
      });
    },
  );

  it("takes no id within `data` for a date", async () => {
    const data = numbers.map((at) => ({
      id: 45000 + at,
      attributes: { created_at: `${day(at)}T10:00:00Z`, customer_id: at % 4, total: 10.5, test_mode: at === 12 },
    }));
    expect(await read({ "orders.json": JSON.stringify({ data }) })).toMatchObject({ net: 115.5 });
  });
});

describe("words", () => {
  it("shows the total without each of a few unclear statuses", async () => {
    const words = ["Attending", "Attending", "Attending", "Elsewhere", "Deleted", "Wobbly"];
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},${at}.00,${words[at % 6]}`);
    const found = await read({ "tickets.csv": csv("order,customer,date,total,Attendee Status", rows) });
    expect(found.asked).toEqual(["rows"]);
    expect(found.totals).toEqual(expect.arrayContaining([78 - 14 - 12, 78 - 14 - 16, 78 - 14]));
  });

  it.each([
    ["A/C", "Ref"],
    ["KdNr", "Beleg"],
    ["Constituent ID", "Gift ID"],
  ])("knows customers in %s", async (customer, order) => {
    const rows = numbers.map((at) => `${at},K${at % 4},${day(at)},10.00`);
    expect(await read({ "audit.csv": csv(`${order},${customer},Date,Net`, rows) })).toMatchObject({
      net: 120,
      customers: 4,
    });
  });

  it("leaves out orders marked as tests", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},10.00,${at % 6 === 0 ? "yes" : "no"}`);
    expect(await read({ "orders.csv": csv("order,customer,date,total,test_order", rows) })).toMatchObject({ net: 100 });
  });
});
