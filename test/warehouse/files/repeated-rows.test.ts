import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../../source/warehouse/propose/write-mapping.ts";
import { type Files, landed, scratch } from "../support/scratch.ts";

const header = "order_id,customer_id,order_date,net_amount";
const line = (id: number, amount = "10.00") =>
  `${id},C${id % 3},2024-01-${String((id % 28) + 1).padStart(2, "0")},${amount}`;
const orders = (...lines: readonly string[]) => [header, ...lines, ""].join("\n");
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Lines and net revenue that a build loads with the proposed mapping, and what the mapping says about the older file. */
async function loaded(files: Files) {
  const folder = await scratch(files);
  const found = await withProposal({ source: folder }, async ({ proposal, files: samples }) => {
    await writeFile(join(folder, "grounds.yml"), mappingText(proposal));
    return samples.flatMap(({ reading }) => reading.leftOut.map(({ what, rows }) => `${rows} ${what}`));
  });
  const sql = "select count(*)::integer, sum(net_revenue::decimal(18, 2))::varchar from landing.raw.transactions";
  return { rows: (await landed(folder, sql))[0], leftOut: found };
}

describe("exports of one table", () => {
  it("that overlap count each order once, from the newer export", async () => {
    const first = orders(...ids(1, 20).map((id) => line(id)));
    const second = orders(...ids(1, 25).map((id) => (id === 3 ? line(id, "4.00") : line(id))));
    const { rows, leftOut } = await loaded({ "orders_2024-05-01.csv": first, "orders_2024-06-01.csv": second });
    expect(rows).toEqual([25, "244.00"]);
    expect(leftOut).toEqual(["20 rows that a later file has again"]);
  });

  it("that overlap count an order once although its status changed meanwhile", async () => {
    const named = (...lines: readonly string[]) => [`${header},status`, ...lines, ""].join("\n");
    const { rows } = await loaded({
      "orders_2024-05.csv": named(...ids(1, 20).map((id) => `${line(id, `${id}.00`)},processing`)),
      "orders_2024-06.csv": named(
        ...ids(11, 30).map((id) => `${line(id, `${id}.00`)},${id === 12 ? "cancelled" : "completed"}`),
      ),
    });
    expect(rows).toEqual([29, "453.00"]);
  });

  it("that overlap, with dates and amounts written differently, count each order once", async () => {
    const other = (id: number) =>
      line(id)
        .replace(/(\d{4})-(\d\d)-(\d\d)/, "$3.$2.$1")
        .replace("10.00", '"10,00"');
    const { rows } = await loaded({
      "orders_2024-05-01.csv": orders(...ids(1, 20).map(other)),
      "orders_2024-06-01.csv": orders(...ids(1, 25).map((id) => line(id))),
    });
    expect(rows?.[0]).toBe(25);
  });

  it("that overlap with orders of several lines keep every line of the newer one", async () => {
    const lines = (id: number) => [line(id), line(id, "5.00")];
    const { rows } = await loaded({
      "export_9.csv": orders(...ids(1, 10).flatMap(lines)),
      "export_10.csv": orders(...ids(6, 15).flatMap(lines)),
    });
    expect(rows).toEqual([30, "225.00"]);
  });

  it("of two years both count, although their orders are numbered from 1 again", async () => {
    const other = ids(1, 10).map((id) => `${id},C${id % 4},2025-02-0${(id % 9) + 1},${id}.50`);
    const { rows, leftOut } = await loaded({
      "orders_2024.csv": orders(...ids(1, 10).map((id) => line(id))),
      "orders_2025.csv": orders(...other),
    });
    expect([rows, leftOut]).toEqual([[20, "160.00"], []]);
  });

  it("of two regions are one table despite another column order; a plan with the same columns is not part of it", async () => {
    const turned = (id: number) => line(id).split(",").reverse().join(",");
    const { rows } = await loaded({
      "orders_north.csv": orders(...ids(1, 10).map((id) => line(id))),
      "orders_south.csv": [header.split(",").reverse().join(","), ...ids(11, 20).map(turned), ""].join("\n"),
      "orders_plan.csv": orders(...ids(21, 30).map((id) => line(id, "99.00"))),
    });
    expect(rows).toEqual([20, "200.00"]);
  });
});
