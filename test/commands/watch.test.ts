import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coreOf } from "../../source/commands/session-core.ts";
import { conditionSentence, meeting, parseCondition } from "../../source/domain/condition.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, tinySession } from "../helpers/tiny-warehouse.ts";
import { openedApps } from "../journeys/opened.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const openApp = openedApps();

async function onTiny(...words: readonly string[]) {
  const file = join(await scratch(), "w.duckdb");
  await copyTinyWarehouse(file);
  return runHere(...words, "--source", tinySource, "--warehouse", file);
}

/** Runs `grounds watch` on a file with this text. */
async function watching(text: string, ...words: readonly string[]) {
  const file = join(await scratch({ "watch.yml": text }), "watch.yml");
  return onTiny("watch", file, ...words);
}

describe("a condition", () => {
  it("is about a value, or with % about its change", () => {
    expect(parseCondition("net_revenue<8.50")).toMatchObject({
      limit: 8.5,
      isChange: false,
      text: "net_revenue < 8.50",
    });
    expect(parseCondition(" orders >= -10% ")).toMatchObject({ op: ">=", limit: -0.1, isChange: true });
    for (const text of ["", "orders", "orders < ten", "orders < 1; drop", "orders << 1"])
      expect(parseCondition(text), text).toBeUndefined();
  });

  it("is not met by a missing value, and says where it is met", () => {
    const condition = parseCondition("orders < -10%");
    if (condition === undefined) throw new Error("no condition");
    const values = ["north", "south", "west", "east", "none"].map((where, index) => ({
      where,
      value: 1,
      change: index === 4 ? undefined : -0.05 * (index + 1),
    }));
    const met = meeting(condition, values);
    expect(met.map(({ where }) => where)).toEqual(["west", "east"]);
    expect(conditionSentence(condition, met, 5)).toBe("orders < -10% in 2 of 5: west -15.0 %, east -20.0 %");
  });
});

describe("--fail-if", () => {
  it("ends with 1 and a sentence if a row of a slice meets it, and still prints the answer", async () => {
    const asked = ["slice", "--by", "region", "--measure", "orders", "--format", "csv"];
    const plain = await onTiny(...asked);
    const least = Math.min(
      ...plain.out
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => Number(line.split(",")[1])),
    );
    const failed = await onTiny(...asked, "--fail-if", `orders<=${least}`);
    expect(failed).toMatchObject({ code: 1, out: plain.out });
    expect(failed.log).toMatch(new RegExp(`grounds: orders <= ${least} in \\d+ of \\d+: Region \\S+ ${least}`));
    expect(await onTiny(...asked, "--fail-if", `orders<${least}`)).toMatchObject({ code: 0, out: plain.out });
  });

  it("checks the newest complete cohort of each period, and the change of an investigation", async () => {
    const grid = await onTiny("cohorts", "--measure", "orders", "--compare", "year", "--fail-if", "orders>-100%");
    expect(grid.code).toBe(1);
    const found = await onTiny("investigate", "--replicates", "100", "--fail-if", "net_revenue_per_customer<0%");
    expect(found.log).toMatch(/net_revenue_per_customer < 0% in 1 of 1: \S+ against \S+ -\d+\.\d %/);
    expect(found.code).toBe(1);
  });
});

describe("the screen of what is watched", () => {
  it("has what moved, and the conditions of watch.yml with what they met", async () => {
    const text = "watch:\n  - { name: Any order, ask: slice, with: { measure: orders }, fail_if: orders > 1 }\n";
    const session = await tinySession();
    try {
      const folder = await scratch({ "watch.yml": text });
      const app = await openApp(coreOf({ ...session, folder }), { columns: 120, rows: 40 });
      await app.press("to_watch");
      expect(app.screen()).toContain("Nothing moved beyond chance");
      await app.press("view");
      expect(app.screen()).toContain("watch.yml · 1 question");
      expect(app.screen()).toMatch(/Any order +orders > 1 +true +orders > 1 in 1 of 1/);
      const without = await openApp(coreOf({ ...session, folder: await scratch() }), { columns: 80, rows: 24 });
      await without.press("to_watch", "view");
      expect(without.screen()).toContain("There is no watch.yml beside the source.");
      expect(without.screen()).toContain("fail_if: net_revenue_per_customer < -10%");
    } finally {
      await session.close();
    }
  });

  it("has the file that the command reads where none is named", async () => {
    const source = await scratch({
      "watch.yml": "watch:\n  - { name: Few, ask: slice, with: { measure: orders }, fail_if: orders < 1 }\n",
    });
    await cp(tinySource, source, { recursive: true });
    const { code, out } = await runHere("watch", "--source", source, "--memory", "--format", "json");
    expect([code, JSON.parse(out)]).toEqual([0, [{ name: "Few", condition: "orders < 1", met: false, says: "" }]]);
  });
});

describe("grounds watch", () => {
  it("asks each question of its file, and ends with 1 if a condition is met", async () => {
    const text = [
      "watch:",
      "  - { name: Any order, ask: slice, with: { measure: orders }, fail_if: orders < 1 }",
      "  - name: Few orders",
      "    ask: slice",
      "    with: { by: [region], measure: orders }",
      "    fail_if: [orders < 1, orders < 100000]",
    ].join("\n");
    const { code, out, log } = await watching(text, "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { name: "Any order", met: false, says: "" },
      { name: "Few orders", met: true, says: expect.stringMatching(/^orders < 100000 in \d+ of \d+: Region/) },
    ]);
    expect(log).toContain("Few orders: orders < 100000");
  });

  it("says which line cannot be understood, before anything is asked", async () => {
    const { code, log } = await watching("watch:\n  - name: x\n    ask: slice\n    fail_iff: orders < 1\n");
    expect(code).toBe(2);
    expect(log).toMatch(/watch\.yml:2: watch\.0/);
    const unknown = await watching(
      "watch:\n  - { name: Typo, ask: slice, with: { bye: region }, fail_if: orders < 1 }\n",
    );
    expect(unknown.log).toMatch(/watch\.yml:2: Typo/);
    const dimension = await watching(
      "watch:\n  - { name: Typo, ask: slice, with: { by: regoin }, fail_if: orders < 1 }\n",
    );
    expect(dimension.log).toMatch(/watch\.yml:2: Typo[\s\S]*region/);
  });
});
