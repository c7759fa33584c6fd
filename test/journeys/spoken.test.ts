import { describe, expect, it } from "vitest";
import { tinyApps } from "./opened.ts";

const { open } = tinyApps();
const spoken = () => open({ isSpoken: true, columns: 300, rows: 60 });
const left = "\u001b[D";

describe("U4 a screen reader reads", () => {
  it("of a list only the entry under the cursor, the typed text and what is ticked", async () => {
    const app = await spoken();
    await app.press("filter");
    await app.type("reg");
    await app.send("\r");
    expect(app.screen()).toMatch(/Entry 1 of \d: \w+, [\d,.]+\./);
    expect(app.screen()).toContain("Nothing is typed.");
    const first = /Entry 1 of \d: (\w+)/.exec(app.screen())?.[1];
    await app.send(" ");
    expect(app.screen()).toContain(`Ticked: ${first}.`);
    await app.send("\u001b[B");
    expect(app.screen()).toMatch(/Entry 2 of \d/);
    expect(app.screen().match(/Entry/g)).toHaveLength(1);
    await app.type("xyzzy");
    expect(app.screen()).toContain("Nothing matches");
  });

  it("typed text, and where its caret is", async () => {
    const app = await spoken();
    await app.press("export");
    expect(app.screen()).toContain("Typed: cohorts-net_revenue_per_customer.csv");
    await app.send(left.repeat(4));
    expect(app.screen()).toContain("Typed: cohorts-net_revenue_per_customer, then the caret, then .csv");
    expect(app.screen()).not.toContain("▏");
  });

  it("the numbers of a step, its note, and the bar of the bridge under the cursor", async () => {
    const app = await spoken();
    await app.press("to_investigation", "next_step", "next_step", "note");
    await app.type("as agreed");
    await app.send("\r");
    expect(app.screen()).toContain("Note: as agreed.");
    expect(app.screen()).toMatch(/period 2024-Q1, .*% *.*\$/);
    await app.press("last_column", "previous_step", "previous_step");
    expect(app.screen()).toMatch(/Bar 1 of \d+: /);
    await app.press("down");
    expect(app.screen()).toMatch(/Bar 2 of \d+: .*95 % interval/);
  });

  it("the column under the cursor, units, and a count as it is typed", async () => {
    const app = await spoken();
    await app.press("to_slices", "view", "right");
    expect(app.screen()).toMatch(/Column 2 of \d+: channel\./);
    expect(app.screen()).toMatch(/net revenue [\d.,]+ \$/);
    expect(app.screen()).not.toMatch(/[▲▼]/);
    await app.type("7");
    expect(app.screen()).toContain("7 times what comes next.");
  });
});
