import { describe, expect, it } from "vitest";
import { keysOf } from "../../source/ui/input/keys.ts";
import { createKeymap, keyTable } from "../../source/ui/keys.ts";

const none = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  backspace: false,
  delete: false,
  ctrl: false,
  shift: false,
  meta: false,
};

describe("keys", () => {
  it("splits a burst into every key, in order", () => {
    expect(keysOf("5j\rk \tG", none)).toEqual(["5", "j", "enter", "k", "space", "tab", "G"]);
  });

  it("names special keys and ignores those without a name", () => {
    expect(keysOf("", { ...none, upArrow: true })).toEqual(["up"]);
    expect(keysOf("r", { ...none, ctrl: true })).toEqual(["ctrl-r"]);
    expect(keysOf("x", { ...none, meta: true })).toEqual([]);
    expect(keysOf("", none)).toEqual([]);
    expect(keysOf("\u0000\u001b", none)).toEqual([]);
  });
});

describe("the key table", () => {
  it("has no key with two meanings on one screen", () => {
    expect(() => createKeymap()).not.toThrow();
  });

  it("accepts custom keys, unless two actions would share one", () => {
    expect(createKeymap({ quit: ["Q"] }).actionOf("Q", "cohorts")?.action).toBe("quit");
    expect(() => createKeymap({ quit: ["m"] })).toThrow("The key m is given to two actions");
  });

  it("names no digit before a key that would open a screen instead", () => {
    const keymap = createKeymap();
    const named = keymap.rows.flatMap(
      ({ description }) => /(\d)(?: to (\d))? first:/.exec(description)?.slice(1) ?? [],
    );
    expect(named.length).toBeGreaterThan(0);
    for (const digit of named) expect(keymap.actionOf(digit, "cohorts"), digit).toBeUndefined();
  });

  it("words a key as its screen uses it, under the same action and key", () => {
    const keymap = createKeymap({ export: ["ctrl-g"] });
    const written = (screen: string) => keymap.rowsOf(screen).find(({ action }) => action === "export");
    expect(written("investigation")).toMatchObject({ keys: ["ctrl-g"], label: "report", footer: 8 });
    expect(written("cohorts")).toMatchObject({ keys: ["ctrl-g"], label: "export", footer: 60 });
  });

  it("lists every action for the command line and the README", () => {
    const table = keyTable();
    expect(table.find((row) => row.action === "why")).toEqual({
      keys: "w",
      action: "why",
      description: "Explain this number against the year before",
      screens: "cohorts, slices, switching, plan, rows",
    });
    expect(new Set(table.map((row) => row.action)).size).toBe(table.length);
  });
});
