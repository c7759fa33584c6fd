import { describe, expect, it } from "vitest";
import { draftOf } from "../../source/warehouse/propose/draft.ts";
import { previewTables } from "../../source/warehouse/propose/preview.ts";
import { type Proposed, withProposal } from "../../source/warehouse/propose/propose.ts";
import { scratch } from "./support/scratch.ts";

const count = 3000;
const orderIds = Array.from({ length: count }, (_, at) => `O${10_000 + at}`);

/** Orders of customers who are in no order of their names, and two lines of each order in the order of `ids`. */
function shop(ids: readonly string[]) {
  const rows = (header: string, lines: readonly string[]) => `${header}\n${lines.join("\n")}\n`;
  const who = (at: number) => `C${1000 + ((at * 7919) % 997)}`;
  return {
    "orders.csv": rows(
      "order_id,customer_id,order_date,shipping",
      orderIds.map((id, at) => `${id},${who(at)},2024-0${1 + (at % 9)}-1${at % 9},4.90`),
    ),
    "order_lines.csv": rows(
      "line_id,order_id,sku,quantity,unit_price,line_total",
      ids.flatMap((id, at) =>
        [1, 2].map(
          (line) =>
            `${2 * at + line},${id},S${(at + line) % 40},${line},${5 + (at % 40)}.50,${line * (5.5 + (at % 40))}`,
        ),
      ),
    ),
    "customers.csv": rows(
      "customer_id,email,first_name,region",
      Array.from({ length: 997 }, (_, at) => `C${1000 + at},p${at}@x.example,Ada,North`),
    ),
  };
}

function proposedFor(files: Readonly<Record<string, string>>, bytes: number) {
  const readAll = async (found: Proposed) => ({ ...reading(found), ...(await rowsOf(found)) });
  const reading = ({ proposal, isSampled }: Proposed) => ({
    isSampled,
    joins: proposal.tables.flatMap((table) => table.joins.map(({ file, on }) => [file, on[0]?.own])),
    columns: Object.fromEntries(
      proposal.tables.map(({ table, columns }) => [table, columns.map(({ expression }) => expression)]),
    ),
  });
  return scratch(files).then((source) => withProposal({ source, sample: { whole: 0, bytes } }, readAll));
}

/** The rows that the screen shows, and all rows as mapped. */
async function rowsOf(found: Proposed) {
  const { tables } = await draftOf(found, "shop", new Map());
  return {
    shown: tables.flatMap(({ preview }) => preview?.sample ?? []),
    rows: (await previewTables(found, 10_000)).flatMap(({ sample }) => sample),
  };
}

describe("samples of files that refer to each other", () => {
  it.each([
    ["of the same orders", orderIds],
    ["of other orders", orderIds.map((_, at) => orderIds[(at * 1021) % count] ?? "")],
  ])("are joined and read as the whole files are, with lines %s", async (_, ids) => {
    const files = shop(ids);
    const whole = await proposedFor(files, Number.MAX_SAFE_INTEGER);
    const samples = await proposedFor(files, 18_000);
    expect([whole.isSampled, samples.isSampled]).toEqual([false, true]);
    expect(whole.joins).toContainEqual(["orders.csv", "order_id"]);
    expect([samples.joins, samples.columns]).toEqual([whole.joins, whole.columns]);
    const all = new Set(whole.rows.map((row) => row.join()));
    expect(samples.shown.filter((row) => !all.has(row.join()))).toEqual([]);
  });

  it("are not joined if their keys have another form", async () => {
    const files = shop(orderIds.map((_, at) => `ref-${at}-x`));
    expect(
      (await proposedFor({ ...files, "orders.csv": files["orders.csv"] }, 18_000).catch(() => ({ joins: [] }))).joins,
    ).toEqual([]);
  });
});
