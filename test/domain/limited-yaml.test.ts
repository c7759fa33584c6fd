import { describe, expect, it } from "vitest";
import { parseLimitedYaml, plainValues } from "../../source/domain/limited-yaml.ts";

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]", ..."bcdefg".split("").map(wider)].join("\n");

function wider(name: string): string {
  const before = String.fromCharCode(name.charCodeAt(0) - 1);
  return `${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`;
}

function read(text: string): unknown {
  return plainValues(parseLimitedYaml(text));
}

describe("YAML of a small file", () => {
  it("gives its plain values, with aliases resolved", () => {
    expect(read("a: &x [1, 2]\nb: *x\nc: { d: yes }\n")).toEqual({ a: [1, 2], b: [1, 2], c: { d: "yes" } });
  });

  it.each([
    ["brackets", "[".repeat(100_000), 1, /nested/],
    ["braces", "{a: ".repeat(30_000), 1, /nested/],
    ["dashes", "- ".repeat(60_000), 1, /nested/],
    ["question marks", "? ".repeat(60_000), 1, /nested/],
    ["aliases that grow tenfold each", bomb, 6, /anchors and aliases/],
    ["fewer of them", bomb.split("\n").slice(0, 5).join("\n"), 1, /aliases/],
    ["anchors", "- &a x\n".repeat(15_000), 51, /anchors/],
    ["names", Array.from({ length: 12_000 }, (_, index) => `k${index}: 1`).join("\n"), 2858, /parts/],
    ["lines", "- 1\n".repeat(30_000), 4000, /parts/],
    ["closing brackets", "]".repeat(19_000), 1, /./],
    ["an alias of nothing", "a: *b", 1, /aliases/],
    ["a name twice", "a: 1\nb: 2\na: 3\n", 3, /twice/],
    ["two documents", "a: 1\n---\nb: 1\n", 2, /document/],
  ])("is refused at its line, in no time: %s", (_, text, line, why) => {
    const started = process.cpuUsage();
    expect(() => read(text)).toThrow(
      expect.objectContaining({ name: "YamlFault", line, message: expect.stringMatching(why) }),
    );
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
  });

  it("may be as long as a mapping can get", () => {
    const lines = Array.from({ length: 1500 }, (_, index) => `  column_${index}: trim("Column ${index}")`);
    expect(Object.keys((read(`columns:\n${lines.join("\n")}`) as { columns: object }).columns)).toHaveLength(1500);
  });
});
