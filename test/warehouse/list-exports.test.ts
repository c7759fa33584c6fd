import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv, read } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

const numbers = Array.from({ length: 24 }, (_, at) => at + 1);
const day = (at: number) => `2024-${String((at % 12) + 1).padStart(2, "0")}-15`;

describe("receipts and quotes", () => {
  it("leaves out voided receipts and those for practice", async () => {
    const kind = (at: number) => (at % 8 === 0 ? "Void" : at % 6 === 1 ? "Training" : "Sale");
    const rows = numbers.flatMap((at) => [
      `R${at},${day(at)},${kind(at)},M${at % 5},10.00`,
      ...(at % 12 === 2 ? [`B${at},${day(at)},Refund,M${at % 5},-4.00`] : []),
    ]);
    expect(await read({ "sales.csv": csv("Receipt No,Date,Receipt type,Member no,Amount", rows) })).toMatchObject({
      net: 170 - 8,
      asked: ["rows"],
    });
  });

  it("counts no quote that was only sent", async () => {
    const status = (at: number) => ["Invoiced", "Invoiced", "Sent", "Declined"][at % 4];
    const rows = numbers.map((at) => `Q${at},${day(at)},C${at % 5},${status(at)},10.00`);
    const found = await read({ "quotes.csv": csv("Quote #,Created,Client,Status,Net total", rows) });
    expect(found).toMatchObject({ net: 120, asked: ["rows"] });
    expect(found.totals).toContain(180);
  });

  it("asks about what is not paid, and takes the price of it, not what was paid", async () => {
    const rows = numbers.map((at) => {
      const isPaid = at % 3 !== 0;
      return `A${at},${day(at)},c${at % 5}@example.org,10.00,${isPaid ? "yes" : "no"},${isPaid ? "10.00" : "0.00"},no`;
    });
    const header = "Appointment ID,Start,Email,Appointment price,Paid?,Amount paid online,Canceled";
    const found = await read({ "schedule.csv": csv(header, rows) });
    expect(found.net).toBe(160);
    expect(found.totals).toContain(240);
  });
});

describe("prices", () => {
  it("takes the reduced price where there is one", async () => {
    const price = (at: number) => (at % 2 === 0 ? "20.00" : "10.00");
    const rows = numbers.map((at) => {
      const reduced = at % 4 === 0 ? "15.00" : "";
      return `O${at},${day(at)},C${at % 5},P${at % 2},${(at % 3) + 1},${price(at)},${reduced}`;
    });
    const sum = numbers.reduce((net, at) => net + ((at % 3) + 1) * (at % 4 === 0 ? 15 : Number(price(at))), 0);
    const header = "Order,Date,Customer,SKU,Qty,Price,Sale price";
    expect(await read({ "lines.csv": csv(header, rows) })).toMatchObject({ net: sum });
  });

  it("looks prices up in a list of articles", async () => {
    const files = {
      "orders.csv": csv(
        "Order no,Order date,Customer no",
        numbers.map((at) => `O${at},${day(at)},C${at % 5}`),
      ),
      "order lines.csv": csv(
        "Order no,Line,Article,Quantity",
        numbers.flatMap((at) => [`O${at},1,A-1,2`, `O${at},2,A-2,1`]),
      ),
      "price list.csv": csv("Article,Description,Price", ["A-1,Mug,10.00", "A-2,Bag,7.00"]),
    };
    expect(await read(files)).toMatchObject({ net: 24 * 27, customers: 5 });
  });

  it("says what returned pieces come to that have no amounts", async () => {
    const files = {
      "order_lines.csv": csv(
        "order_no,order_date,customer_email,sku,qty,unit_price",
        numbers.flatMap((at) => [
          `O${at},${day(at)},c${at % 5}@example.org,A-1,2,10.00`,
          `O${at},${day(at)},c${at % 5}@example.org,A-2,1,7.00`,
        ]),
      ),
      "returns.csv": csv("return_no,order_no,sku,returned_on,qty_returned", [
        "R1,O3,A-1,2024-11-01,1",
        "R2,O4,A-2,2024-11-02,1",
        "R3,O5,A-1,2024-11-03,2",
      ]),
    };
    const found = await read(files);
    expect(found.net).toBe(648);
    expect(found.asked).toContain("file returns.csv");
    expect(found.totals).toContain(648 - 37);
    const numbered = {
      "order_lines.csv": csv(
        "Order,Line,Date,Customer,SKU,Qty,Price",
        numbers.flatMap((at) => [
          `${at},1,${day(at)},C${at % 5},A-1,2,10.00`,
          `${at},2,${day(at)},C${at % 5},A-2,1,7.00`,
        ]),
      ),
      "returns.csv": csv("Return,Order,Line,Qty returned", ["R1,3,1,1", "R2,4,2,1", "R3,5,1,2"]),
    };
    expect((await read(numbered)).totals).toContain(648 - 37);
  });

  it("says so if the amounts of a file of refunds have a name that means nothing", async () => {
    const orders = numbers.map((at) => `${at},C${at % 5},${day(at)},10.00`);
    const files = {
      "orders.csv": csv("order_id,customer_id,order_date,net_amount", orders),
      "refunds.csv": csv("refund_id,order_id,refunded_at,field 3,type", ["r1,2,2024-12-09,4.00,refund"]),
    };
    const found = await read(files);
    expect(found).toMatchObject({ net: 240, asked: ["file refunds.csv"] });
    expect(found.totals).toContain(236);
  });
});

describe("amounts twice", () => {
  it("takes the amount in whole units where another column has it in cents", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},${at % 5},${1000 + at},"$${((1000 + at) / 100).toFixed(2)}"`);
    const found = await read({ "payments.csv": csv("id,created_at,customer_id,amount,amount_formatted", rows) });
    expect(found).toMatchObject({ net: 243, asked: [] });
  });

  it("leaves out lines whose amount is in the column of another currency", async () => {
    const rows = numbers.map((at) => `I${at},${day(at)},C${at % 5},${at % 4 === 0 ? ",99.00" : "10.00,"}`);
    const found = await read({ "invoices.csv": csv("Invoice,Date,Customer,Amount USD,Amount EUR", rows) });
    expect(found).toMatchObject({ net: 180, asked: ["amount"], leftOut: ["left out: 6 lines, 594.00 in Amount EUR"] });
  });

  it("takes a fee for the amount where members pay one", async () => {
    const rows = numbers.map((at) => `R${at},M${at % 5},${day(at)},10.00`);
    expect(await read({ "members.csv": csv("Receipt,Member no,Paid on,Fee", rows) })).toMatchObject({ net: 240 });
  });
});

describe("lists kept by hand", () => {
  it("counts a deal once whose credit several people share", async () => {
    const rows = numbers.flatMap((at) =>
      at % 3 === 0
        ? [`D${at},${day(at)},Acme ${at % 5},Kim,60%,10.00,6.00`, `D${at},${day(at)},Acme ${at % 5},Lee,40%,10.00,4.00`]
        : [`D${at},${day(at)},Acme ${at % 5},Kim,100%,${at}.00,${at}.00`],
    );
    const sum = numbers.reduce((net, at) => net + (at % 3 === 0 ? 10 : at), 0);
    const header = "Deal,Close date,Account,Rep,Split,Deal amount,Credited amount";
    expect(await read({ "deals.csv": csv(header, rows) })).toMatchObject({ net: sum });
  });

  it("leaves out a total above the lines, whatever its name", async () => {
    const lines = numbers.map((at) => `O${at},${day(at)},C${at % 5},${at}.00`);
    const rows = ["All orders,,,300.00", ...lines];
    expect(await read({ "report.csv": csv("Order,Date,Customer,Net sales", rows) })).toMatchObject({ net: 300 });
  });

  it("knows no customer by the name of nobody, and one by a phone number or a first and last name", async () => {
    const who = (at: number) => (at % 4 === 0 ? "Walk-in Customer" : `Ada Test${at % 5}`);
    const sales = numbers.map((at) => `I${at},${day(at)},${who(at)},10.00`);
    expect(await read({ "sales.csv": csv("Invoice,Date,Customer,Net", sales) })).toMatchObject({
      net: 240,
      customers: 5,
    });
    const calls = numbers.map((at) => `I${at},${day(at)},+44 7700 90000${at % 5},10.00`);
    expect(await read({ "calls.csv": csv("Order No,Date,Phone,Net", calls) })).toMatchObject({
      net: 240,
      customers: 5,
    });
    const names = numbers.map((at) => `I${at},${day(at)},Ada,Test${at % 5},10.00`);
    expect(await read({ "names.csv": csv("Inv,Date,First,Last,Net", names) })).toMatchObject({
      net: 240,
      customers: 5,
    });
  });
});

describe("what sets rows and files apart", () => {
  it("leaves out orders of the kind test, and charges that were declined beside those collected", async () => {
    const orders = numbers.map((at) => `O${at},${day(at)},C${at % 5},${at % 8 === 0 ? "TEST" : "WEB"},10.00`);
    const found = await read({ "orders.csv": csv("Order,Date,Customer,Order type,Net amount", orders) });
    expect(found).toMatchObject({ net: 210, asked: ["rows"] });
    const charges = numbers.map(
      (at) => `p${at},${day(at)},c${at % 5}@example.org,10.00,${at % 8 === 0 ? "declined" : "collected"}`,
    );
    const attempts = await read({ "attempts.csv": csv("attempt_id,attempted_at,email,amount,result", charges) });
    expect(attempts).toMatchObject({ net: 210, asked: ["rows"] });
  });

  it("unites files of the same columns, whose customers have a number in two forms, but no plan", async () => {
    const header = "order_id,order_date,customer_id,amount";
    const part = (from: number, end: string) =>
      csv(
        header,
        numbers.map((at) => `${from + at},${day(at)},${at % 5}1${end},10.00`),
      );
    const files = { "leeds.csv": part(0, ".0"), "york.csv": part(100, "") };
    expect(await read(files)).toMatchObject({ net: 480, customers: 5, asked: [] });
    expect(await read({ ...files, "budget.csv": part(200, "") })).toMatchObject({ net: 480 });
  });

  it("takes a person for the customer where no company buys", async () => {
    const rows = numbers.map(
      (at) => `O${at},${day(at)},${at % 2 === 0 ? `Acme ${at % 12}` : ""},Ada,Test${at % 6},10.00`,
    );
    const header = "Order,Date,Company,First name,Last name,Net";
    expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 240, customers: 9 });
  });

  it("finds the sales of a nominal ledger, where credits have a minus", async () => {
    const rows = numbers.flatMap((at) => [
      `J${at},${day(at)},Sales - goods,Acme ${at % 6},-10.00`,
      `J${at},${day(at)},VAT output,Acme ${at % 6},-2.00`,
      `J${at},${day(at)},Debtors control,Acme ${at % 6},12.00`,
    ]);
    expect(await read({ "nominal.csv": csv("Journal,Date,Nominal name,Account name,Amount", rows) })).toMatchObject({
      net: 240,
    });
  });
});

describe("a report among the files", () => {
  it("is left out and named", async () => {
    const report = {
      sheets: [
        {
          name: "Lines",
          rows: [
            ["customer_id", "transacted_at", "net_revenue"],
            ["C1", "2024-01-15", 99],
            ["C2", "2024-02-15", 99],
          ],
        },
        {
          name: "About",
          rows: [
            ["what", "value"],
            ["data set", "shop"],
            ["Grounds", "0.1.0"],
          ],
        },
      ],
    };
    const other = {
      sheets: [report.sheets[1] ?? { name: "About", rows: [] }].map(({ name }) => ({
        name,
        rows: [
          ["what", "value"],
          ["Shop", "1.0"],
        ],
      })),
    };
    const files = {
      "orders.csv": csv(
        "Order,Date,Customer,Amount",
        numbers.map((at) => `O${at},${day(at)},C${at % 5},10.00`),
      ),
      "report.xlsx": await writeXlsx(report),
      "notes.xlsx": await writeXlsx(other),
    };
    await withProposal({ source: await scratch(files), hasRecipes: false }, async ({ proposal }) => {
      expect(Number(proposal.totals.netRevenue)).toBe(240);
      expect(proposal.unreadable).toEqual([{ name: "report.xlsx", why: expect.stringContaining("Grounds wrote it") }]);
      expect(proposal.unused.join()).toContain("notes.xlsx");
    });
  });

  it("are told by the columns of Grounds' exports if they are no workbooks", async () => {
    const lines = "transaction_id,order_id,customer_id,transacted_at,point_of_entry,acquisition_date,tenure_month";
    const files = {
      "orders.csv": csv(
        "Order,Date,Customer,Amount",
        numbers.map((at) => `O${at},${day(at)},C${at % 5},10.00`),
      ),
      "lines.csv": csv(
        `${lines},transaction_type,net_revenue`,
        numbers.map((at) => `T${at},O${at},C${at % 5},${day(at)},one_off,${day(1)},0,one_off,10.00`),
      ),
      "customers.json": JSON.stringify(
        numbers.slice(0, 5).map((at) => ({
          customer_id: `C${at}`,
          acquisition_date: day(1),
          orders: 2,
          net_revenue: 20,
          last_order_date: day(9),
        })),
      ),
      "cohorts.csv": csv("acquisition_month,tenure_month,customers,net_revenue,complete,small", [
        "2024-01,0,5,50,true,true",
      ]),
      "slice.csv": csv("transaction_month,net_revenue,orders", ["2024-01,10,1", "2024-02,10,1"]),
    };
    await withProposal({ source: await scratch(files), hasRecipes: false }, async ({ proposal }) => {
      expect(Number(proposal.totals.netRevenue)).toBe(240);
      expect(proposal.unreadable.map(({ name }) => name).toSorted()).toEqual([
        ...["cohorts.csv", "customers.json", "lines.csv", "slice.csv"],
      ]);
    });
  });
});

describe("a page of records", () => {
  it("holds counts that are no amounts, and states that are no regions", async () => {
    const data = numbers.map((at) => ({
      ...{ id: `pay_${at}`, created_at: day(at), customer: { id: `c${at % 5}` } },
      ...{ amount_minor: 1999, currency: "EUR", state: at % 8 === 0 ? "voided" : "captured" },
    }));
    const page = { data, paging: { total: 24, pages: 1 } };
    // 21 of 24 payments were taken, in cents.
    expect(await read({ "payments.json": JSON.stringify(page) })).toMatchObject({
      net: 419.79,
      customers: 5,
      asked: ["rows"],
    });
    const order = { order_no: "A1", date: day(1), customer: "Ann", discount: 5, total: 35 };
    const items = [1, 2].map((at) => ({ sku: `S${at}`, qty: 1, price: 20 }));
    expect((await read({ "order.json": JSON.stringify({ ...order, items }) })).net).toBe(35);
  });
});
