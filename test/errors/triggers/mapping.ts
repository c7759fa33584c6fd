import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openMapper } from "../../../source/commands/mapper.ts";
import { leftOut } from "../../../source/domain/mapping-draft.ts";
import { scratch, transactions } from "../../warehouse/support/scratch.ts";
import { failedBuild, raised, reported, type Trigger } from "./trigger.ts";

const columns = "columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue }";
const singer = '{"type":"RECORD","stream":"orders","record":{"customer_id":"c"}}\n';

const naming = (file: string) =>
  `version: 1\ntables:\n  transactions:\n    files: [${JSON.stringify(file)}]\n    ${columns}\n`;

/** Besides those of test/inputs/broken-files.ts. */
export const mapping: Readonly<Record<string, Trigger>> = {
  unreadable: async () => reported("build", "--source", await scratch(), "--mapping", "/nowhere.yml", "--memory"),
  noStream: () =>
    failedBuild({
      "tap.jsonl": `{"type":"SCHEMA","stream":"orders","schema":{},"key_properties":[]}\n${singer}`,
      "grounds.yml": `version: 1\ntables:\n  transactions:\n    files: [tap.jsonl]\n    table: sales\n    ${columns}\n`,
    }),
  noJoinColumn: () =>
    failedBuild({
      "items.csv": "order_id,net\n1,5\n",
      "orders.csv": "id,customer,day\n1,c,2024-01-01\n",
      "grounds.yml":
        "version: 1\ntables:\n  transactions:\n    from: items.csv\n    join: { file: orders.csv, on: order_id }\n    columns: { customer_id: customer, transacted_at: day, net_revenue: net }\n",
    }),
  dimensionOfNothing: () =>
    failedBuild({
      "transactions.csv": transactions("c,2024-01-01,1"),
      "grounds.yml": "version: 1\ndimensions:\n  tier: { of: customers, column: tier }\n",
    }),
  expressionTooSlow: () =>
    failedBuild({
      "transactions.csv": transactions("c,2024-01-01,1"),
      "grounds.yml": naming("transactions.csv").replace(
        "net_revenue: net_revenue",
        'net_revenue: "list_sum(list_transform(range(100000), x -> list_sum(range(x, x + 100000))))"',
      ),
    }),
  outside: () => failedBuild({ "grounds.yml": naming("../transactions.csv") }),
  tooWide: () => failedBuild({ "grounds.yml": naming("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}.csv") }),
  async linkedOut() {
    const folder = await scratch({ "transactions.csv": transactions() });
    await symlink("/etc/hostname", join(folder, "grounds.yml"));
    return reported("build", "--source", folder, "--memory");
  },
  nothingReadable: async () => reported("map", await scratch({ "orders.parquet": "PAR1" })),
  noOrderLines: async () => reported("map", await scratch({ "weather.csv": "place,rain\nhere,yes\n" })),
  async noPlace() {
    const folder = await scratch({
      "orders.csv": "Order No,Customer,Date,Total\no-1,c-1,2024-01-02,5.00\no-2,c-2,2024-01-03,6.00\n",
    });
    await chmod(folder, 0o555);
    onTestFinished(() => chmod(folder, 0o755));
    const data = process.env.GROUNDS_DATA;
    process.env.GROUNDS_DATA = join(folder, "orders.csv", "data");
    try {
      return await reported("map", folder, "--yes");
    } finally {
      process.env.GROUNDS_DATA = data;
    }
  },
  async notReady() {
    const folder = await scratch({
      "orders.csv": transactions("c-1,2024-01-01,1.00", "c-2,2024-01-02,2.00").replaceAll("_", " "),
    });
    const mapper = await openMapper(folder, new AbortController().signal, () => {});
    try {
      await mapper.change({ kind: "column", table: "transactions", column: "customer_id", value: leftOut });
      return await raised(() => mapper.accept());
    } finally {
      await mapper.close();
    }
  },
  async notCounted() {
    const lines = Array.from({ length: 400 }, (_, at) => `c-${at % 40},2024-01-${10 + (at % 20)},1.00`);
    const folder = await scratch({ "orders.csv": transactions(...lines).replaceAll("_", " ") });
    const mapper = await openMapper(folder, new AbortController().signal, () => {}, undefined, {
      whole: 0,
      bytes: 2000,
    });
    try {
      return await raised(() => mapper.accept());
    } finally {
      await mapper.close();
    }
  },
};
