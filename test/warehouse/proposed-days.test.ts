import { expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

it("says the same days as the build below times with a zone's name", async () => {
  const times = ["2024-06-30 23:00:00 America/New_York", "2024-07-02 01:00:00", "2024-07-03 23:30:00"];
  const rows = Array.from({ length: 12 }, (_, at) => `O${at},C${at % 4},${times[at % 3]},10.00`);
  const source = await scratch({ "orders.csv": csv("order_id,customer_id,ordered_at,net", rows) });
  await withProposal({ source }, async ({ proposal, weigh }) => {
    expect(proposal.totals).toMatchObject({ from: "2024-07-01", to: "2024-07-03" });
    expect((await weigh(proposal)).largestDay?.name).toBe("2024-07-01");
  });
});
