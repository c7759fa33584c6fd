import { describe, expect, it } from "vitest";
import { UserError } from "../../source/errors.ts";
import { createKeymap } from "../../source/ui/keys.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import { fakeCore } from "./fake-core.ts";
import { tinyApps } from "./opened.ts";

const { open, openOn } = tinyApps();

const ctrlZ = "\u001a";
const footer = (screen: string) => screen.split("\n").at(-1);

describe("Ctrl-Z", () => {
  it.each<ActionName>(["filter", "palette", "export", "help", "sql", "summary"])(
    "hands the terminal back while %s is open, which stays as it was",
    async (action) => {
      const app = await open();
      await app.press(action);
      const before = app.screen();
      await app.send(ctrlZ);
      expect(app.suspended()).toBe(1);
      expect(app.screen()).toBe(before);
    },
  );

  it("keeps a note that is being written", async () => {
    const app = await open();
    await app.press("to_investigation", "note");
    await app.type("half a thou");
    await app.send(ctrlZ);
    expect(app.suspended()).toBe(1);
    await app.type("ght");
    expect(app.screen()).toContain("half a thought▏");
  });

  it("works before there is data too", async () => {
    const app = await open({
      load: async () => {
        throw new UserError("test.none", { what: "There is nothing", why: "It is a test.", next: "Go on." });
      },
    });
    await app.send(ctrlZ);
    expect(app.suspended()).toBe(1);
    expect(app.screen()).toContain("There is nothing");
  });
});

describe("the last line", () => {
  it("names the keys of the overlay, not those of the screen behind", async () => {
    const app = await open();
    expect(footer(app.screen())).toContain("drill");
    await app.press("filter");
    expect(footer(app.screen())).toContain("↑↓ choose");
    expect(footer(app.screen())).not.toContain("drill");
    await app.send("\u001b");
    await app.press("export");
    expect(footer(app.screen())).toContain("← → ^A ^E in the text");
    await app.send("\u001b");
    await app.press("help");
    expect(footer(app.screen())).toContain("PgUp PgDn page");
  });

  it("shows a count as it is typed, which Esc cancels without going anywhere", async () => {
    const app = await open();
    await app.press("to_slices");
    await app.type("52");
    expect(footer(app.screen())).toContain("52 times");
    await app.send("\u001b");
    expect(app.store().state().place.screen).toBe("slices");
    expect(footer(app.screen())).toContain("drill");
    await app.send("\u001b");
    expect(app.store().state().place.screen).toBe("cohorts");
  });

  it("says on which screens a key works that does nothing here, and cancels a count", async () => {
    const app = await open();
    await app.press("to_pipeline");
    await app.type("m");
    expect(footer(app.screen())).toContain("m measure: on cohorts, slices, investigation");
    await app.type("5m");
    expect(app.store().state().count).toBe("");
    await app.press("to_investigation");
    await app.press("search");
    expect(app.screen()).toContain("Go to step");
  });
});

it("lists actions in the palette with the user's own keys", async () => {
  const app = await open({ keymap: createKeymap({ measure: ["J"] }) });
  await app.press("palette");
  expect(app.screen()).toMatch(/Choose the measure +J$/m);
});

it("says why a note cannot be written before there is an investigation", async () => {
  const app = await openOn({ ...fakeCore(), investigate: () => Promise.reject(new Error("none")) });
  await app.press("to_investigation", "note");
  expect(footer(app.screen())).toContain("There is no investigation here yet");
});
