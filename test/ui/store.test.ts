import { describe, expect, it } from "vitest";
import { createKeymap } from "../../source/ui/keys.ts";
import { dataScreens } from "../../source/ui/screens/registry.ts";
import { createStore, type Store } from "../../source/ui/store/store.ts";
import { statesIn } from "../helpers/states.ts";
import { fakeCore } from "../journeys/fake-core.ts";

/** Until all queries are answered. */
async function idle(store: Store): Promise<void> {
  for (let turn = 0; turn < 3; turn += store.queries.isIdle() ? 1 : 0) await new Promise(setImmediate);
}

/** At the bridge of the home investigation, with every step before it unseen. */
async function atBridge(): Promise<Store> {
  const store = createStore(fakeCore(), dataScreens, createKeymap(), { columns: 80, rows: 24 });
  await idle(store);
  store.press(["3"]);
  await idle(store);
  store.press(["$", "left", "left"]);
  return store;
}

/** The steps seen, by question. */
const seen = (store: Store) =>
  Object.values(statesIn(store.state().place).investigation.stories).map((story) => story.seen.toSorted());

describe("an action and its key", () => {
  const here = ["bridge", "confirm", "report", "segments"];

  it.each([
    ["by its key", (store: Store) => store.press(["F"])],
    ["dispatched", (store: Store) => store.dispatch({ type: "do", name: "clear_filters", count: 1 })],
  ])("do not mistake a step of the previous answer for one of the new question, %s", async (_, clear) => {
    const store = await atBridge();
    expect(seen(store)).toEqual([here]);
    clear(store);
    expect(seen(store)).toEqual([here]);
    await idle(store);
    expect(seen(store)).toEqual([here, ["bridge"]]);
  });
});

describe("a key that asks something new", () => {
  it("sends its query before the frame is drawn, so that it is answered meanwhile", async () => {
    const log: string[] = [];
    const core = fakeCore();
    const slice: typeof core.slice = async (...asked) => {
      await new Promise(setImmediate);
      log.push("sent");
      return core.slice(...asked);
    };
    const store = createStore({ ...core, slice }, dataScreens, createKeymap(), { columns: 80, rows: 24 });
    await idle(store);
    log.length = 0;
    store.subscribe(() => log.push("drawn"));
    store.press(["2"]);
    await idle(store);
    expect(log.slice(0, log.indexOf("drawn"))).toContain("sent");
    log.length = 0;
    store.press(["down"]);
    expect(log).toEqual(["drawn"]);
  });
});
