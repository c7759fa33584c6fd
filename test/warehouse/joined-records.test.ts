import { expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { scratch } from "./support/scratch.ts";

it("does not call records of a joined file left out", async () => {
  const source = await scratch({
    "orders.csv": "id,who,at,net\n1,c1,2024-01-05,10.00\n2,c2,2024-01-06,5.00\n",
    "refunds.csv": "order,back\n1,4.00\n",
    "grounds.yml": `version: 1
tables:
  transactions:
    files: [orders.csv]
    join: { file: refunds.csv, on: { own: id, key: order }, add_up: { back: "try_cast(back as decimal(18, 4))" } }
    columns: { transaction_id: id, customer_id: who, transacted_at: at, net_revenue: "net::decimal(18, 4) - coalesce(try_cast(back as decimal(18, 4)), 0)" }
`,
  });
  const run = await runHere("summary", "--source", source, "--memory");
  expect(run.out).toContain("transactions: 2 records of orders.csv (joined with refunds.csv): 2 loaded\n");
});
