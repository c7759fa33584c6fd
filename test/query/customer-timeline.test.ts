import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { Amount } from "../../source/domain/amount.ts";
import type { RowPage } from "../../source/domain/slice-result.ts";
import { customerTimeline } from "../../source/query/customer-timeline.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const column = ({ columns, rows }: RowPage, name: string) => rows.map((row) => row[columns.indexOf(name)] ?? null);

async function customers(): Promise<readonly string[]> {
  const sql = "select distinct customer_id from silver.fct_transactions order by customer_id";
  return (await session.run({ sql, params: [] })).map(([id]) => String(id));
}

describe("one customer", () => {
  it("ends with their net revenue as booked, with every order line, reversal and state in chronological order", async () => {
    const ids = await customers();
    expect(ids.length).toBeGreaterThan(3);
    for (const id of ids) {
      const page = await customerTimeline(id, session.run);
      const count = async (table: string) =>
        Number(
          (
            await session.run({ sql: `select count(*) from silver.${table} where customer_id = $1`, params: [id] })
          )[0]?.[0],
        );
      const events = column(page, "event");
      const of = (event: string) => events.filter((one) => one === event).length;
      expect(of("order line")).toBe(await count("fct_transactions"));
      expect(of("reversal")).toBe(await count("fct_reversals"));
      expect(of("subscription")).toBe(await count("fct_subscription_periods"));
      const times = column(page, "occurred_at").map(String);
      expect(times).toEqual(times.toSorted());
      const [[net] = []] = await session.run({
        sql: "select cast(sum(net_revenue) as varchar) from silver.fct_transactions where customer_id = $1",
        params: [id],
      });
      expect(Number(column(page, "net_so_far").at(-1))).toBe(Number(Amount.of(String(net))));
    }
  });

  it("is printed by grounds rows, and an unknown one is an error", async () => {
    const [id = ""] = await customers();
    const { code, out } = await runHere("rows", "--customer", id, "--source", tinySource, "--memory");
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      "occurred_at,event,what,reference,bags,list_revenue,discounts,reversed,net_revenue,net_so_far",
    ]);
    expect(out).toContain("acquired");
    const nobody = await runHere("rows", "--customer", "nobody at all", "--source", tinySource, "--memory");
    expect([nobody.code, nobody.log]).toEqual([2, expect.stringContaining('No customer is called "nobody at all"')]);
  });
});
