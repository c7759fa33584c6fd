import { describe, expect, it } from "vitest";
import { Recent } from "../../source/domain/recent.ts";

describe("what is recent", () => {
  it("holds the newest that weigh no more together than they may", () => {
    const recent = new Recent<string>(10);
    recent.set("a", "one", 4);
    recent.set("b", "two", 4);
    recent.set("c", "three", 3);
    expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([undefined, "two", "three"]);
  });

  it("makes a value that is set again the newest, and counts it once", () => {
    const recent = new Recent<string>(10);
    recent.set("a", "one", 5);
    recent.set("b", "two", 5);
    recent.set("a", "other", 5);
    expect([recent.get("a"), recent.get("b")]).toEqual(["other", "two"]);
    recent.set("c", "three", 5);
    expect([recent.has("a"), recent.has("b"), recent.has("c")]).toEqual([true, false, true]);
  });

  it("keeps the newest at any weight, and nothing once it is cleared", () => {
    const recent = new Recent<string>(10);
    recent.set("a", "one", 5);
    recent.set("b", "two", 50);
    expect([recent.has("a"), recent.get("b")]).toEqual([false, "two"]);
    recent.clear();
    recent.set("c", "three", 10);
    expect([recent.has("b"), recent.has("c")]).toEqual([false, true]);
  });
});
