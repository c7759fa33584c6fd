import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../../source/commands/session.ts";
import { lookmlProject } from "../../../source/export/lookml/project.ts";
import { leftOut } from "../../../source/export/lookml/views.ts";
import { memorySession } from "../../helpers/memory-session.ts";
import { projectDir } from "../../helpers/places.ts";
import { tinySession } from "../../helpers/tiny-warehouse.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { Looker } from "./looker.ts";
import { parseLookml } from "./parse-lookml.ts";
import { byLooker, bySlice, expectSame } from "./same-figures.ts";

const settings = { connection: "warehouse", currency: "USD" };

function lookerOn({ catalog }: Session): Looker {
  return new Looker([...lookmlProject(catalog, settings).values()].map(parseLookml));
}

const own = {
  "transactions.csv":
    "transaction_id,customer_id,transacted_at,net_revenue,quantity,store\nt1,c1,2024-01-01,10,1,S1\nt2,c1,2024-02-01,20,1,S2\nt3,c2,2024-02-02,5,1,\nt4,c2,2024-07-02,7,1,S1\nt5,c3,2024-12-31,8.5,2,S2\n",
  "customers.csv": "customer_id,region,tier\nc1,north,12\nc2,south,3\nc3,,12\n",
  "grounds.yml":
    "version: 1\ncurrency: SEK\nfiscal_year_starts: april\ndimensions:\n  store: { of: lines, column: store }\n  tier: { of: customers, column: tier, type: integer }\nmeasures:\n  shop_net: { of: net_revenue, where: { store: [S1, (none)] } }\n  far_orders: { of: orders, unless: { region: north }, where: { tier: [3, 12] } }\n  shop_share: { divide: shop_net, by: net_revenue }\n  each: { divide: net_revenue, by: order_lines }\n",
};

describe("grounds export lookml", () => {
  let tiny: Session;
  beforeAll(async () => {
    tiny = await tinySession();
  });
  afterAll(() => tiny.close());

  it("gives the figures of grounds slice for random groupings, by customers and by order lines", async () => {
    await expectSame(tiny, lookerOn(tiny), "customers", 1, 20);
    await expectSame(tiny, lookerOn(tiny), "order_lines", 2, 20);
  });

  it("keeps customers who bought nothing that is filtered in the size of the cohort", async () => {
    const bought = { transaction_type: ["a_la_carte", "gift"] };
    const fields = ["customers.region", "customers.customers", "order_lines.retention", "order_lines.net_revenue"];
    const filters = [{ dimension: "transaction_type", values: bought.transaction_type }];
    expect(await byLooker(tiny, lookerOn(tiny), { explore: "customers", fields, bought })).toEqual(
      await bySlice(tiny, ["region"], ["customers", "retention", "net_revenue"], filters),
    );
  });

  it("offers every measure except running totals, and those of a cohort only by customers", () => {
    const measures = (explore: string) =>
      lookerOn(tiny)
        .offered(explore)
        .measures.map((name) => name.split(".")[1]);
    const { catalog } = tiny;
    const running = catalog.measures.filter(({ cumulative }) => cumulative).map(({ name }) => name);
    expect(running.length).toBeGreaterThan(0);
    const left = leftOut(catalog).map((line) => line.split(":")[0]);
    expect(left).toEqual([...running, "discount_name"]);
    expect(measures("customers").toSorted()).toEqual(
      catalog.measures
        .map(({ name }) => name)
        .filter((name) => !running.includes(name))
        .toSorted(),
    );
    expect(measures("order_lines")).not.toContain("retention");
    expect(measures("order_lines")).toContain("plug");
  });

  it("has own dimensions, fiscal years and the currency's format", async () => {
    const session = await memorySession({ source: await scratch(own), projectDir });
    try {
      const offered = lookerOn(session).offered("order_lines").dimensions;
      expect(offered).toEqual(
        expect.arrayContaining([
          "order_lines.store",
          "order_lines.fiscal_quarter",
          "customers.tier",
          "customers.acquisition_store",
        ]),
      );
      await expectSame(session, lookerOn(session), "customers", 3, 8);
      await expectSame(session, lookerOn(session), "order_lines", 4, 8);
      expect(lookerOn(session).offered("order_lines").measures).toEqual(
        expect.arrayContaining(["order_lines.shop_net", "order_lines.far_orders", "order_lines.shop_share"]),
      );
      const measures = ["shop_net", "far_orders", "shop_share", "each"];
      for (const [explore, by] of [
        ["order_lines", "order_lines.store"],
        ["customers", "customers.region"],
      ] as const) {
        const fields = [by, ...measures.map((name) => `order_lines.${name}`)];
        expect(await byLooker(session, lookerOn(session), { explore, fields })).toEqual(
          await bySlice(session, [by.split(".")[1] ?? ""], measures),
        );
      }
      const lines = lookmlProject(session.catalog, { connection: "w", currency: session.dataSet.currency }).get(
        "views/order_lines.view.lkml",
      );
      expect(lines).toContain('value_format: "#,##0.00"');
    } finally {
      await session.close();
    }
  });
});
