import { describe, expect, it } from "vitest";
import { bytesIn } from "../../source/domain/bytes-in.ts";
import { recentValues } from "../../source/domain/recent.ts";

const text = (length: number) => "x".repeat(length - bytesIn("") - bytesIn("k"));

describe("recent values", () => {
  it("keep the newest and take at most their limit, including keys", () => {
    const recent = recentValues<string>(1000);
    recent.set("a", text(400));
    recent.set("b", text(400));
    recent.set("c", text(300));
    expect(["a", "b", "c"].map((key) => recent.has(key))).toEqual([false, true, true]);
    recent.set(`d${"y".repeat(400)}`, "");
    expect(["b", "c"].map((key) => recent.has(key))).toEqual([false, true]);
  });

  it("keep longest what was read most recently", () => {
    const recent = recentValues<string>(1000);
    recent.set("a", text(400));
    recent.set("b", text(400));
    expect(recent.get("a")).toBe(text(400));
    recent.set("c", text(400));
    expect(["a", "b", "c"].map((key) => recent.has(key))).toEqual([true, false, true]);
  });

  it("make a value that is set again the newest, and count it once", () => {
    const recent = recentValues<string>(1000);
    recent.set("a", text(500));
    recent.set("b", text(400));
    recent.set("a", text(400));
    expect([recent.get("a"), recent.get("b")]).toEqual([text(400), text(400)]);
  });

  it("do not treat an empty value as missing", () => {
    const recent = recentValues<readonly string[]>(10_000);
    for (let at = 0; at < 1000; at += 1) recent.set(`a question that nothing answers: ${at}`, []);
    expect(recent.has("a question that nothing answers: 0")).toBe(false);
  });

  it("keep the newest at any size, and nothing once cleared", () => {
    const recent = recentValues<string>(1000);
    recent.set("a", text(500));
    recent.set("b", text(5000));
    expect([recent.has("a"), recent.has("b")]).toEqual([false, true]);
    recent.clear();
    recent.set("c", text(1000));
    expect([recent.has("b"), recent.has("c")]).toEqual([false, true]);
  });
});

it("estimates the size of plain data, texts by their length", () => {
  expect(bytesIn({ sql: "x".repeat(5000) })).toBeGreaterThan(5000);
  expect(bytesIn([1, 2, 3])).toBeLessThan(bytesIn([1.5, 2.5, 3.5]));
  expect(bytesIn([undefined, null, true])).toBe(bytesIn([1, 2, 3]));
});
