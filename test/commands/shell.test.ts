import { execFileSync, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allCommands } from "../../source/commands/all-commands.ts";
import { overview } from "../../source/commands/help.ts";
import { bashCompletions } from "../../source/commands/shell/bash.ts";
import { fishCompletions } from "../../source/commands/shell/fish.ts";
import { manPage } from "../../source/commands/shell/man-page.ts";
import { zshCompletions } from "../../source/commands/shell/zsh.ts";
import { version } from "../../source/version.ts";
import { root } from "../helpers/places.ts";

const commands = await allCommands();

/** The completions of bash after these words, the last of which is being typed. */
function offeredByBash(...words: string[]): string[] {
  const script = `${bashCompletions(commands)}
COMP_WORDS=(grounds ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _grounds
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { cwd: join(root, "sql"), encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
}

describe("completions", () => {
  it("offer commands, then the options of the command", () => {
    expect(offeredByBash("co")).toEqual(["cohorts", "completions"]);
    expect(offeredByBash("cohorts", "--mea")).toEqual(["--measure"]);
    expect(offeredByBash("rows", "--mea")).toEqual([]);
  });

  it("offer files if the value is a path, and nothing if it is text", () => {
    expect(offeredByBash("cohorts", "--source", "mod")).toEqual(["models"]);
    expect(offeredByBash("cohorts", "--measure", "mod")).toEqual([]);
  });

  it.each([
    ["bash", bashCompletions(commands), ["-n"]],
    ["zsh", zshCompletions(commands), ["-n"]],
    ["fish", fishCompletions(commands), ["--no-execute"]],
  ] as const)("parse in %s, where it is installed, and name every command and option", (shell, script, flags) => {
    for (const { name, options } of commands) {
      expect(script).toContain(name);
      for (const option of options) expect(script).toContain(option.name);
    }
    const parsed = spawnSync(shell, flags, { input: script, encoding: "utf8" });
    if (parsed.error === undefined) expect(parsed.stderr).toBe("");
  });
});

describe("help", () => {
  it("lists every command once, in its group", () => {
    const lines = overview(commands).split("\n");
    for (const { name, summary } of commands)
      expect(lines.filter((line) => line.trim().startsWith(`grounds ${name} `) && line.endsWith(summary))).toHaveLength(
        1,
      );
    expect(lines.filter((line) => /^[A-Z][a-z]+( data)?$/.test(line))).toEqual(["Analyse", "Own data", "Connect"]);
  });

  it("has a current man page; refresh with npm run man", async () => {
    expect(await readFile(join(root, "man/grounds.1"), "utf8")).toBe(manPage(commands, version));
  });
});
