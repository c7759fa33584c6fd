import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { readRecipes, recognised } from "../../source/warehouse/propose/recipe.ts";
import { root, scratch } from "./support/scratch.ts";

interface Sample {
  readonly file: string;
  readonly rows: readonly string[];
  /** Net revenue, customers, and what is uncertain. */
  readonly net: number;
  readonly customers: number;
  readonly open: readonly string[];
}

const lines = (count: number, line: (at: number) => string | readonly string[]) =>
  Array.from({ length: count }, (_, at) => line(at + 1)).flat();
const day = (at: number) => `2024-0${(at % 9) + 1}-0${(at % 7) + 1}`;
const mail = (at: number) => `c${at % 4}@example.org`;

/** One per recipe: a header of documented columns, and rows of every status that matters. */
const samples: Readonly<Record<string, Sample>> = {
  "amazon-orders.yml": {
    file: "orders.txt",
    rows: [
      "order-id\torder-item-id\tpurchase-date\tbuyer-email\tsku\tquantity-purchased\tcurrency\titem-price\titem-tax\tshipping-price",
      // The price is for the whole quantity.
      ...lines(6, (at) => `11${at}\t22${at}\t${day(at)}T10:00:00-07:00\t${mail(at)}\tS\t2\tUSD\t20.00\t1.60\t5.00`),
    ],
    ...{ net: 120, customers: 4, open: [] },
  },
  "etsy-sold-order-items.yml": {
    file: "EtsySoldOrderItems2024.csv",
    rows: [
      "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Order ID",
      ...lines(
        6,
        (at) => `0${at}/1${at}/24,Mug,buyer${at % 4},2,10.00,TEN,2.00,0.00,4.00,1.50,20.00,USD,9${at},77,5${at}`,
      ),
      // The second line of an order: shipping and tax are on its first line.
      "06/16/24,Cup,buyer2,1,5.00,,0.50,0.00,0.00,0.00,5.00,USD,97,78,56",
    ],
    ...{ net: 112.5, customers: 4, open: [] },
  },
  "gumroad-sales.yml": {
    file: "Sales.csv",
    rows: [
      "Purchase ID,Item Name,Buyer Name,Purchase Email,Buyer Email,Purchase Date,Purchase Time (UTC timezone),Subtotal ($),Taxes ($),Shipping ($),Sale Price ($),Fees ($),Net Total ($),Tip ($),Refunded?,Partial Refund ($),Fully Refunded?,Disputed?,Dispute Won?,Free trial purchase?,Pre-order authorization?,Product ID,Order Number,Quantity",
      // A sale's refund, the mark of a full one, a dispute, a trial, a pre-order.
      ...[
        ...lines(5, () => "0,0.0,0,0,0,0,0"),
        ...["1,4.0,0,0,0,0,0", "1,0.0,1,0,0,0,0", "0,0.0,0,1,0,0,0", "0,0.0,0,0,0,1,0", "0,0.0,0,0,0,0,1"],
      ].map((marks, at) => {
        const [refunded, part, full, disputed, won, trial, order] = marks.split(",");
        const money = "20.0,1.6,5.0,26.6,3.2,23.4,0.0";
        return `p${at}==,Course,Ann,${mail(at)},,${day(at)},${day(at)} 10:00:00 UTC,${money},${refunded},${part},${full},${disputed},${won},${trial},${order},abc,10${at},1`;
      }),
      "Totals,,,,,,,200.0,16.0,50.0,266.0,32.0,234.0,0.0,,4.0,,,,,,,,",
    ],
    // Six sales, one of them with a refund of 4; the disputed one is left out, and asked about.
    ...{ net: 116, customers: 4, open: ["rows"] },
  },
  "magento-orders.yml": {
    file: "orders.csv",
    rows: [
      "ID,Purchase Point,Purchase Date,Bill-to Name,Grand Total (Base),Grand Total (Purchased),Status,Customer Email,Subtotal,Shipping and Handling,Total Refunded",
      ...lines(6, (at) => `00${at},Main,${day(at)} 10:00:00,Ann,25.00,25.00,Complete,${mail(at)},20.00,5.00,0.00`),
      "007,Main,2024-03-01 10:00:00,Ann,25.00,25.00,Canceled,c1@example.org,20.00,5.00,0.00",
      "008,Main,2024-03-01 10:00:00,Ann,25.00,25.00,Closed,c1@example.org,20.00,5.00,20.00",
    ],
    ...{ net: 120, customers: 4, open: [] },
  },
  "olist.yml": {
    file: "order_items.csv",
    rows: [
      "order_id,order_item_id,product_id,price,freight_value,order_purchase_timestamp,order_status,customer_unique_id",
      ...lines(6, (at) => [1, 2].map((item) => `o${at},${item},p,10.00,3.00,${day(at)} 10:00:00,delivered,u${at % 4}`)),
      "o7,1,p,10.00,3.00,2024-03-01 10:00:00,canceled,u1",
    ],
    ...{ net: 120, customers: 4, open: [] },
  },
  "paypal-activity.yml": {
    file: "Download.csv",
    rows: [
      "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,Shipping and Handling Amount,Sales Tax,Reference Txn ID,Balance Impact",
      ...lines(
        6,
        (at) =>
          `0${at}/25/2024,10:00:00,PDT,Ann,Express Checkout Payment,Completed,USD,25.00,-1.00,24.00,${mail(at)},shop@example.com,T${at},3.00,2.00,,Credit`,
      ),
      // Pending may become revenue, so it is asked about, although this row is not revenue by its type.
      "07/25/2024,10:00:00,PDT,Ann,General Authorization,Pending,USD,25.00,0.00,25.00,c1@example.org,shop@example.com,T7,0.00,0.00,,Memo",
      "07/26/2024,10:00:00,PDT,,General Withdrawal,Completed,USD,-99.00,0.00,-99.00,,,T8,0.00,0.00,,Debit",
      "07/27/2024,10:00:00,PDT,Ann,Payment Refund,Completed,USD,-20.00,0.00,-20.00,c1@example.org,shop@example.com,T9,0.00,0.00,T1,Debit",
    ],
    ...{ net: 100, customers: 4, open: ["rows"] },
  },
  "shopify-orders-api.yml": {
    file: "orders.jsonl",
    rows: lines(6, (at) => {
      const order = {
        id: at,
        name: `#${at}`,
        created_at: `${day(at)}T10:00:00-05:00`,
        test: at === 6,
        cancelled_at: null,
      };
      const money = { subtotal_price: "20.00", total_price: "27.00", total_tax: "2.00", total_discounts: "0.00" };
      const line_items = [1, 2].map((item) => ({ id: 10 * at + item, sku: `S${item}`, price: "10.00", quantity: 1 }));
      const status = { financial_status: at === 5 ? "voided" : "paid", customer: { id: (at % 4) + 1 } };
      return JSON.stringify({ ...order, ...money, ...status, line_items });
    }),
    ...{ net: 80, customers: 4, open: [] },
  },
  "shopify-orders-csv.yml": {
    file: "orders_export_1.csv",
    rows: [
      "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount,Id",
      ...lines(6, (at) => [
        `#${at},${mail(at)},paid,USD,18.00,5.00,1.50,24.50,2.00,${day(at)} 10:00:00 -0500,1,Mug,10.00,M,,0.00,${at}`,
        `#${at},${mail(at)},,,,,,,,${day(at)} 10:00:00 -0500,2,Cup,5.00,C,,,`,
      ]),
      "#7,c1@example.org,voided,USD,10.00,5.00,0.00,15.00,0.00,2024-03-01 10:00:00 -0500,1,Mug,10.00,M,2024-03-02 10:00:00 -0500,0.00,7",
    ],
    ...{ net: 108, customers: 4, open: [] },
  },
  "square-items.yml": {
    file: "items.csv",
    rows: [
      "Date,Time,Time Zone,Category,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Event Type,Customer ID",
      ...lines(
        6,
        (at) =>
          `${day(at)},10:00:00,Eastern Time (US & Canada),C,Mug,2.0,M,$22.00,-$2.00,$20.00,$1.60,t${at},p${at},Payment,K${at % 4}`,
      ),
    ],
    ...{ net: 120, customers: 4, open: [] },
  },
  "stripe-charges.yml": {
    file: "charges.csv",
    rows: [
      "id,amount,amount_refunded,currency,created,customer_id,status,captured,livemode",
      ...lines(6, (at) => `ch_${at},2000,0,usd,17${at}0000000,cus_${at % 4},succeeded,true,true`),
      "ch_7,2000,0,usd,1720000000,cus_1,failed,false,true",
      "ch_8,2000,0,usd,1720000000,cus_1,succeeded,true,false",
      "ch_9,2000,2000,usd,1720000000,cus_1,succeeded,true,true",
    ],
    ...{ net: 120, customers: 4, open: [] },
  },
  "stripe-payments.yml": {
    file: "unified_payments.csv",
    rows: [
      "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Fee,Taxes On Fee,Mode,Status,Customer ID,Customer Email",
      ...lines(
        6,
        (at) => `ch_${at},${day(at)} 10:00,20.00,0.00,usd,true,20.00,0.88,0.00,Live,Paid,cus_${at % 4},${mail(at)}`,
      ),
      "ch_7,2024-03-01 10:00,20.00,0.00,usd,false,20.00,0.00,0.00,Live,Failed,cus_1,c1@example.org",
      "ch_8,2024-03-01 10:00,20.00,0.00,usd,true,20.00,0.88,0.00,Test,Paid,cus_1,c1@example.org",
      "ch_9,2024-03-01 10:00,20.00,20.00,usd,true,20.00,0.88,0.00,Live,Refunded,cus_1,c1@example.org",
    ],
    ...{ net: 120, customers: 4, open: [] },
  },
  "woocommerce-orders.yml": {
    file: "orders.csv",
    rows: [
      "Order Number,Order Status,Order Date,Email (Billing),Customer User ID,Order Shipping Amount,Order Total Amount,SKU,Quantity (- Refund),Item Cost,Order Line Total",
      ...lines(6, (at) =>
        ["M", "C"].map(
          (sku) => `${at},Completed,${day(at)} 10:00,${mail(at)},${(at % 4) + 1},5.00,25.00,${sku},2,5.00,10.00`,
        ),
      ),
      "7,Cancelled,2024-03-01 10:00,c1@example.org,2,5.00,15.00,M,1,10.00,10.00",
      "8,Failed,2024-03-01 10:00,c1@example.org,2,5.00,15.00,M,1,10.00,10.00",
    ],
    ...{ net: 120, customers: 4, open: [] },
  },
};

it("has a sample for every recipe", async () => {
  const folder = join(root, "data/mappings");
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  expect(Object.keys(samples).sort()).toEqual(files.filter((_, at) => texts[at]?.includes("\nrecognise:")));
});

it.each(Object.entries(samples))("%s reads the documented columns", async (recipe, sample) => {
  const folder = await scratch({ [sample.file]: `${sample.rows.join("\n")}\n` });
  const name = /^name: (.*)$/m.exec(await readFile(join(root, "data/mappings", recipe), "utf8"))?.[1];
  const recipes = await readRecipes();
  const found = await withProposal({ source: folder }, async ({ proposal, files: [file] }) => ({
    recipe: file && recognised(recipes, file)?.recipe,
    isNamed: proposal.tables[0]?.notes[0]?.startsWith(`Recognised as ${name}, `),
    unclear: proposal.tables[0]?.columns.filter(({ confidence }) => confidence === "unclear"),
    net: Number(proposal.totals.netRevenue),
    customers: proposal.totals.customers,
    open: proposal.decisions.filter(({ isAssumption }) => isAssumption).map(({ id }) => id),
  }));
  const { net, customers, open } = sample;
  expect(found).toEqual({ recipe: name, isNamed: true, unclear: [], net, customers, open });
});
