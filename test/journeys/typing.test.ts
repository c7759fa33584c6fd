import { describe, expect, it } from "vitest";
import { statesIn } from "../helpers/states.ts";
import type { Driver } from "./driver.ts";
import { tinyApps } from "./opened.ts";

const { open } = tinyApps();

const left = "\u001b[D";
const right = "\u001b[C";
const home = "\u001b[H";
const end = "\u001b[F";
const rubout = "\u007f";
const rest = { toStart: "\u0001", toEnd: "\u0005", word: "\u0017", before: "\u0015", behind: "\u000b" };

const line = (app: Driver, label: string) =>
  app
    .screen()
    .split("\n")
    .find((one) => one.includes(`${label}  `))
    ?.replaceAll("│", "")
    .trim()
    .slice(label.length)
    .trim();

describe("typed text is edited at the caret", () => {
  it("in the path of an export", async () => {
    const app = await open();
    await app.press("export");
    expect(line(app, "file")).toBe("cohorts-net_revenue_per_customer.csv▏");
    await app.send(left.repeat(4) + rest.word);
    expect(line(app, "file")).toBe("cohorts-▏.csv");
    await app.type("march");
    await app.send(home);
    await app.type("out/");
    expect(line(app, "file")).toBe("out/▏cohorts-march.csv");
    await app.send(`${rest.behind}x`);
    expect(line(app, "file")).toBe("out/x▏");
    await app.send(`${left}${rest.before}${end}.md`);
    expect(line(app, "file")).toBe("x.md▏");
  });

  it("in a list, whose cursor stays where it was while the caret moves", async () => {
    const app = await open();
    await app.press("measure");
    await app.type("net");
    await app.send("\u001b[B");
    const chosen = () =>
      app
        .screen()
        .match(/▸ \S.*/g)
        ?.at(-1);
    const before = chosen();
    await app.send(rest.toStart);
    expect(line(app, "find")).toBe("▏net");
    expect(chosen()).toBe(before);
    await app.send(`${right}${right}${rubout}`);
    expect(line(app, "find")).toBe("n▏t");
    await app.send(`${rest.toEnd}s`);
    expect(line(app, "find")).toBe("nts▏");
  });

  it("in a note, by whole characters", async () => {
    const app = await open();
    await app.press("to_investigation", "note");
    await app.type("Grüße 🇸🇪 prüfen");
    await app.send(left.repeat(7) + rubout);
    expect(app.screen()).toContain("Grüße ▏ prüfen");
    await app.paste("one\r\ntwo\u0007");
    expect(app.screen()).toContain("Grüße one two ▏ prüfen");
    await app.send("\r");
    const { stories } = statesIn(app.store().state().place).investigation;
    expect(Object.values(stories).flatMap(({ notes }) => Object.values(notes))).toEqual(["Grüße one two  prüfen"]);
  });

  it("keeps the caret in view if the text is longer than its line", async () => {
    const app = await open();
    await app.press("export");
    await app.send(rest.before);
    await app.paste(`${"folder/".repeat(30)}file.csv`);
    expect(line(app, "file")).toMatch(/^….*file\.csv▏$/);
    await app.send(home);
    expect(line(app, "file")).toMatch(/^▏folder\/.*…$/);
    await app.send(right.repeat(100));
    expect(line(app, "file")).toMatch(/^….*▏.*…$/);
  });
});
