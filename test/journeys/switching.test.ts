import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answerSwitching } from "../../source/analysis/switching.ts";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import { generatedSession } from "../helpers/generated-session.ts";
import { statesIn } from "../helpers/states.ts";
import { type Driver, openDriver } from "./driver.ts";

let session: Session;
let app: Driver;
beforeAll(async () => {
  session = await generatedSession(900, 5);
}, 120_000);
afterAll(() => session.close());
afterEach(() => app.close());

async function choose(text: string): Promise<void> {
  await app.type(text);
  await app.send("\r");
}

/** The screen with its lines joined into one. */
const words = () => app.screen().replaceAll(/\s+/g, " ");

describe("the switching screen", { timeout: 120_000 }, () => {
  it.each([
    [80, 24],
    [120, 40],
  ])("shows from and to, its months, other dimensions, days, filters and orders, at %i x %i", async (columns, rows) => {
    app = await openDriver(coreOf(session), { columns, rows });
    await app.press("to_switching");
    const signal = new AbortController().signal;
    const bags = await answerSwitching({ of: "bag_size", from: "plans", filters: [] }, session, session.run, signal);
    const [pair] = bags.sides[0]?.pairs ?? [];
    expect(app.screen()).toContain(`Of ${bags.sides[0]?.holders} customers with a plan, `);
    expect(app.screen()).toMatch(new RegExp(`${pair?.from} +${pair?.to} +${pair?.events} +${pair?.customers} `));
    const charts = () => app.screen().split(/^ customers +··/m)[1] ?? "";
    const ofAll = charts();
    expect(ofAll).toContain("effect");
    await app.press("down");
    expect(app.screen()).toMatch(new RegExp(`▸${pair?.from} +${pair?.to} `));
    expect(charts()).not.toBe(ofAll);
    await app.press("by");
    await choose("price point");
    expect(words()).toContain("changed price point");
    await app.press("period");
    await choose("2024");
    expect(words()).toContain("with a plan in 2024");
    await app.press("view");
    expect(words()).toContain("who ordered in 2024");
    await app.press("filter");
    await choose("region");
    await app.type("west");
    await app.send("\r");
    const state = statesIn(app.store().state().place).switching;
    expect(state).toMatchObject({
      of: "price_point",
      from: "orders",
      filters: [{ dimension: "region", values: ["west"] }],
    });
    const own = await answerSwitching({ of: "price_point", from: "orders", ...state }, session, session.run, signal);
    expect(words()).toContain(`Of ${own.sides[0]?.holders} customers who ordered`);
    await app.press("undo");
    expect(statesIn(app.store().state().place).switching.filters).toEqual([]);
  });
});
