import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadScenario, scenarioNames } from "../../source/generate/scenario.ts";
import { generated, inFolder, openFiles } from "./helpers.ts";

/** Net revenue within 30 x 24 hours of the start, per customer acquired by a subscription, by quarter of acquisition. */
const firstMonth = `
  WITH doors AS (
    SELECT customer_id, min(transacted_at) AS moment, 'own' AS door FROM transactions GROUP BY 1
    UNION ALL SELECT gift_recipient_id, min(transacted_at), 'gift' FROM transactions WHERE gift_recipient_id IS NOT NULL GROUP BY 1
    UNION ALL SELECT customer_id, min(changed_at), 'subscription' FROM subscription_state_changes WHERE state = 'started' GROUP BY 1),
  customers AS (SELECT customer_id, min(moment) AS start FROM doors GROUP BY 1
    HAVING min(moment) = min(moment) FILTER (door = 'subscription'))
  SELECT year(start) || '-Q' || quarter(start) AS quarter, sum(net_revenue) / count(DISTINCT customer_id) AS net
  FROM customers LEFT JOIN transactions t USING (customer_id)
  WHERE t.transacted_at < start + INTERVAL 720 HOUR AND quarter(start) = 1 AND year(start) > 2023
  GROUP BY 1 ORDER BY 1`;

async function homeCase(scenario: string) {
  return inFolder(async (folder) => {
    const outDir = join(folder, scenario);
    await generated({ scenario: await loadScenario(scenario), seed: 7, outDir });
    const ask = await openFiles(outDir);
    const [before, after] = await ask(firstMonth);
    const [size] = await ask("SELECT count(*) AS lines FROM transactions");
    return { before: Number(before?.net), after: Number(after?.net), lines: Number(size?.lines) };
  });
}

describe("the shipped scenarios", () => {
  it("are the seventeen documented ones, and all of them load", async () => {
    const names = await scenarioNames();
    expect(names).toHaveLength(17);
    for (const name of names) expect((await loadScenario(name)).name).toBe(name);
  });

  it("coffee: the first month falls from about 20 to about 10 dollars, with about 250,000 order lines", async () => {
    const { before, after, lines } = await homeCase("coffee");
    expect(before).toBeGreaterThan(19);
    expect(before).toBeLessThan(21);
    expect(after).toBeGreaterThan(9);
    expect(after).toBeLessThan(11);
    expect(Math.abs(lines - 250_000)).toBeLessThan(25_000);
  });

  it("steady: the first month does not change", async () => {
    const { before, after } = await homeCase("steady");
    expect(Math.abs(after - before)).toBeLessThan(1);
  });
});
