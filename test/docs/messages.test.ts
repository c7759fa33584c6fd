import { describe, expect, it } from "vitest";
import { catalogue } from "../../source/errors/catalogue.ts";
import { messagePage } from "./message-table.ts";

const { kept, now } = messagePage();

describe("docs/messages.md", () => {
  it("lists the messages as they are now; refresh with npm run messages", () => {
    expect(kept).toBe(now);
  });

  it("has every code once, and no value that could not be named", () => {
    const codes = [...now.matchAll(/^\| `([^`]+)`/gm)].map(([, code]) => code);
    const all = Object.entries(catalogue).flatMap(([area, entries]) =>
      Object.keys(entries).map((name) => `${area}.${name}`),
    );
    expect(codes).toEqual(all);
    expect(now).not.toMatch(/undefined|\[object|NaN|=>/);
  });
});
