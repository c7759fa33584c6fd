import { describe, expect, it } from "vitest";
import { createKeymap, readSettings } from "../../source/ui/keys.ts";
import { createTheme, themeFor } from "../../source/ui/theme/theme.ts";

const message = (text: string) => {
  try {
    readSettings(text, "config.yml");
    return "no error";
  } catch (error) {
    return error instanceof Error ? `${error.message} | ${(error as { next?: string }).next}` : "";
  }
};

describe("U3 the config file", () => {
  it("gives actions custom keys", () => {
    const settings = readSettings("keys:\n  quit: [Q, ctrl-x]\n  measure: J\n", "config.yml");
    const keymap = createKeymap(settings.keys);
    expect(keymap.actionOf("Q", "cohorts")?.action).toBe("quit");
    expect(keymap.actionOf("ctrl-x", "rows")?.action).toBe("quit");
    expect(keymap.actionOf("ctrl-c", "cohorts")).toBeUndefined();
    expect(keymap.actionOf("J", "cohorts")?.action).toBe("measure");
  });

  it("reports file, line and action of what is wrong", () => {
    expect(message("keys:\n  qiut: Q\n")).toMatch(/^config\.yml:2: there is no action "qiut" \| .*quit/);
    expect(message("keys:\n  quit: Q\n  measure: f\n")).toContain(
      "config.yml:3: measure: the key f is given to two actions",
    );
    expect(message("keys:\n  quit: f12\n")).toContain('config.yml:2: quit: there is no key "f12"');
    expect(message("keys:\n  quit: '5'\n")).toContain("config.yml:2: quit: 5 begins a count");
    expect(message("theme: blue\n")).toContain('config.yml:1: theme cannot be "blue"');
    expect(message("\ncolour: red\n")).toContain('config.yml:2: there is no setting "colour"');
    expect(message("mouse: yes please\n")).toContain("config.yml:1: mouse cannot be");
    expect(message("keys: [\n")).toContain("config.yml:");
    expect(message("- a\n")).toContain("config.yml:1:");
  });

  it("accepts an empty file", () => {
    expect(readSettings("# nothing yet\n", "config.yml")).toEqual({
      keys: {},
      mouse: false,
      restore: true,
      tour: true,
      screenReader: false,
    });
  });

  it("U4 chooses a theme; NO_COLOR wins", () => {
    const { theme } = readSettings("theme: light\n", "config.yml");
    const env = { COLORTERM: "truecolor" };
    expect(themeFor({ ...env, GROUNDS_THEME: theme })).toEqual(createTheme("truecolor", true));
    expect(themeFor(env)).toEqual(createTheme("truecolor", false));
    expect(themeFor({ ...env, GROUNDS_THEME: "none" }).level).toBe("none");
    expect(themeFor({ ...env, GROUNDS_THEME: theme, NO_COLOR: "1" }).level).toBe("none");
  });
});
