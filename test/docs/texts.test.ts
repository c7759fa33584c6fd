import { describe, expect, it } from "vitest";
import { textsOf } from "./texts.ts";

/** Turns of phrase that no native writer of the field would use, each with what to say instead. */
const forbidden: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\btold by\b|\btells by\b/, "found by, explained by"],
  [/\botherwise than\b/, "differently from, stand out from"],
  [/\bheld against\b|\bhold .* against\b/i, "compared with"],
  [/\b(ask|asks) again\b/i, "run again, refresh"],
  [/\banew\b/, "again, rebuilt"],
  [/\bfilters? (are|is) taken (off|away)\b|\btake all filters\b/i, "filters cleared"],
  [/\bis to be told\b/, "report"],
  [/\bwhat is dimmed\b/, "dimmed figures"],
  [/\bthat there (is|are) not\b/, "that does not exist"],
];

describe("the texts that people read", () => {
  it("are found at all", () => {
    expect(textsOf().length).toBeGreaterThan(1500);
    expect(textsOf().map(({ text }) => text)).toContain("Refresh; rebuild if files changed");
  });

  it.each(forbidden)("do not say %s: say %s", (phrase) => {
    const found = textsOf().filter(({ text }) => phrase.test(text));
    expect(found.map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([]);
  });
});
