import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../../source/generate/scenario.ts";
import { generated, inFolder } from "./helpers.ts";

interface Side {
  readonly change: number;
  readonly contributions: readonly { group: string; contribution: number }[];
}

async function truthOf(scenario: string): Promise<Record<"cost" | "contra", Side>> {
  return inFolder(async (folder) => {
    const outDir = join(folder, "set");
    await generated({ scenario: await loadScenario(scenario), customers: 1500, seed: 7, outDir, truth: true });
    return JSON.parse(await readFile(join(outDir, "truth.json"), "utf8"));
  });
}

const active = (side: Side) => side.contributions.filter((part) => part.contribution !== 0).map((part) => part.group);

describe("the truth of a scenario", () => {
  it("adds up to the change, with welcome first in coffee", async () => {
    const { cost } = await truthOf("coffee");
    const sum = cost.contributions.reduce((total, part) => total + part.contribution, 0);
    expect(sum).toBeCloseTo(cost.change, 4);
    const first = [...cost.contributions].sort((a, b) => a.contribution - b.contribution)[0];
    expect(first?.group).toBe("welcome");
  });

  it("is zero in steady", async () => {
    const { cost, contra } = await truthOf("steady");
    expect([cost.change, contra.change]).toEqual([0, 0]);
  });

  it.each([
    ["welcome-only", "welcome"],
    ["prepaid-only", "prepaid"],
    ["downsizing-only", "bag_size"],
    ["profile-only", "coffee_profile"],
    ["price-only", "list_price"],
  ])("%s is all %s", async (scenario, group) => {
    const { cost } = await truthOf(scenario);
    expect(active(cost)).toEqual([group]);
    expect(cost.change).toBeLessThan(0);
  });

  it("replacements-only lowers revenue only under contra", async () => {
    const { cost, contra } = await truthOf("replacements-only");
    expect(active(cost)).toEqual([]);
    expect(active(contra)).toEqual(["reversals"]);
  });
});
