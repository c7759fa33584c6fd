import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { allCommands } from "../../source/commands/all-commands.ts";
import { readArguments } from "../../source/commands/arguments.ts";
import { root } from "../helpers/places.ts";

const pages = [
  "README.md",
  ".github/CONTRIBUTING.md",
  ".github/SECURITY.md",
  "sql/README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const texts = pages.map((page) => [page, readFileSync(join(root, page), "utf8")] as const);
const commands = await allCommands();

/** Lines of shell blocks, and code within sentences and tables, that run Grounds. */
function commandLines(text: string): string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.split("\n"));
  const inline = [...text.replaceAll(/```[\s\S]*?```/g, "").matchAll(/`(grounds [^`]+)`/g)].map(
    ([, code = ""]) => code,
  );
  return [...blocks, ...inline]
    .map((line) =>
      line
        .replace(/\s+#.*$/, "")
        .replace(/^npm run -s grounds --/, "grounds")
        .trim(),
    )
    .filter((line) => line.startsWith("grounds "));
}

/** The words of a command line, without quotes. */
function wordsOf(line: string): string[] {
  const [first = ""] = line.split("|");
  return [...first.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare = ""]) => quoted ?? bare).slice(1);
}

describe("README and docs", () => {
  it("say in the README what it is within 900 words", () => {
    const readme = texts.find(([page]) => page === "README.md")?.[1] ?? "";
    expect(readme.split(/\s+/).length).toBeLessThanOrEqual(900);
  });

  it.each(texts)("link in %s only to what exists", (page, text) => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)|src="([^"]+)"/g)].map(
      ([, link, source]) => link ?? source ?? "",
    );
    const local = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(local.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it.each(texts)("write commands in %s with existing options", (_, text) => {
    for (const line of commandLines(text)) {
      const [name = "", ...rest] = wordsOf(line);
      const command = commands.find((each) => each.name === name);
      if (command)
        expect(
          () =>
            readArguments(
              command,
              rest.filter((word) => word !== "…"),
            ),
          line,
        ).not.toThrow();
      else expect(name, line).toMatch(/^(COMMAND|FOLDER|.*\/)$/);
    }
  });
});
