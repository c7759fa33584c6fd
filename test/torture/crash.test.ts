import { describe, expect, it } from "vitest";
import { createActionLog } from "../../source/action-log.ts";
import { crashText } from "../../source/crash.ts";
import { systemFailure } from "../../source/system-failure.ts";

const at = new Date("2026-01-02T03:04:05Z");

describe("a crash file", () => {
  it("says where and after which actions", () => {
    const text = crashText(new TypeError("Cannot read properties of undefined"), ["open", "cohorts.drill"], at);
    expect(text).toMatch(/^Grounds \d+\.\d+\.\d+, Node .*, 2026-01-02T03:04:05\.000Z\n/);
    expect(text).toContain("TypeError: Cannot read properties of undefined\n    at ");
    expect(text).toContain("actions before, oldest first: open cohorts.drill\n");
  });

  it("holds no message that may quote data, and no home folder", () => {
    const error = new Error('Constraint Error: duplicate key "ana@example.com"');
    error.stack = `${error}\n    at f (file:///home/ana/grounds/source/x.ts:1:2)\n    at g (/Users/ana/y.ts:3:4)`;
    const text = crashText(error, [], at);
    expect(text).not.toMatch(/ana\b/);
    expect(text).toContain("Error: Constraint Error\n");
    expect(text).toContain("x.ts:1:2");
  });

  it("keeps names of actions and nothing typed", () => {
    const log = createActionLog();
    for (let number = 0; number < 500; number += 1) log.add(`cohorts.up ${number}`);
    log.add("ana@example.com \u001b[2J");
    expect(log.names().length).toBeLessThanOrEqual(200);
    expect(log.names().at(-1)).toBe("anaexample.com2J");
  });
});

describe("what the system refuses", () => {
  it("is reported with a reason and a next step", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    expect(systemFailure(full)).toMatchObject({ message: "The disk is full", code: 1 });
    expect(systemFailure(new Error("something else"))).toBeUndefined();
  });
});
