import { describe, expect, it } from "vitest";
import { coreOf } from "../../source/commands/session-core.ts";
import { tinyApps } from "./opened.ts";

const { open, openOn, session } = tinyApps();

const esc = "\u001b";
const footer = (screen: string) => screen.split("\n").at(-1);

describe("Esc goes back one step", () => {
  it("from the values of a dimension to the dimensions, as they were", async () => {
    const app = await open();
    await app.press("filter");
    await app.type("reg");
    await app.send("\r");
    expect(app.screen()).toContain("Keep: region");
    expect(app.screen()).toContain("Esc back");
    await app.send(esc);
    expect(app.screen()).toContain("Filter by");
    expect(app.screen()).toContain("find  reg▏");
    expect(app.screen()).toContain("Esc cancel");
    await app.send(esc);
    expect(app.store().state().overlay).toBeUndefined();
    expect(app.store().state().place.screen).toBe("cohorts");
  });

  it("from the number of a threshold to its measure, from the second period to the first", async () => {
    const app = await open();
    await app.press("to_slices", "having");
    await app.send("\u0015");
    await app.type("orders");
    await app.send("\r");
    expect(app.screen()).toContain("find  orders > ▏");
    await app.send(esc);
    expect(app.screen()).toContain("find  orders▏");
    await app.send(esc);
    await app.press("to_investigation", "compare");
    await app.send("\r");
    expect(app.screen()).toContain("compared with");
    await app.send(esc);
    expect(app.screen()).toContain("Customers acquired in");
  });

  it("from a bar of the bridge to the step that led to it", async () => {
    const app = await open();
    await app.press("to_investigation", "next_step", "next_step");
    const before = app.screen();
    await app.press("drill");
    expect(app.screen()).toContain("▸10 bridge");
    await app.press("down", "back");
    expect(app.screen()).toContain("▸3 welcome");
    expect(app.screen().split("\n").slice(5)).toEqual(before.split("\n").slice(5));
  });
});

describe("nothing written is lost", () => {
  it("discards a changed note only after a second Esc, an unchanged one at once", async () => {
    const app = await open();
    await app.press("to_investigation", "note");
    await app.send(esc);
    expect(app.store().state().overlay).toBeUndefined();
    await app.press("note");
    await app.type("asked finance");
    await app.send(esc);
    expect(app.screen()).toContain("Esc again drops what you typed");
    await app.type("!");
    expect(app.screen()).toContain("⏎ keep   Esc cancel");
    await app.send(esc);
    await app.send("\r");
    expect(app.screen()).toContain("Note: asked finance!");
    await app.press("note");
    await app.type("?");
    await app.send(esc);
    await app.send(esc);
    expect(app.screen()).toContain("Note: asked finance!");
    expect(app.screen()).not.toContain("finance!?");
  });

  it("reports an export whose prompt was closed while it was being written", async () => {
    const written = Promise.withResolvers<{ file: string; rows: number }>();
    const app = await openOn({ ...coreOf(session()), exportView: () => written.promise });
    await app.press("export");
    await app.send("\r");
    expect(app.screen()).toContain("writing …");
    await app.send(esc);
    await app.press("to_slices");
    written.resolve({ file: "out.csv", rows: 3 });
    await app.waitForIdle();
    expect(footer(app.screen())).toContain("Wrote out.csv");
  });
});
