import { describe, expect, it } from "vitest";
import { entry, planAcquisitions } from "../../source/generate/acquisition.ts";
import { firstAbove, Gifts } from "../../source/generate/gifts.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { worldOf } from "../../source/generate/world.ts";

describe("Gifts", () => {
  it("knows who gives to whom, and nobody for the rest", () => {
    const gifts = new Gifts();
    gifts.addFirst(2, 5);
    gifts.addFirst(7, 9);
    expect([2, 3, 7].map((giver) => gifts.firstRecipient(giver))).toEqual([5, -1, 9]);
    expect([4, 5, 9, 10].map((recipient) => gifts.firstGiver(recipient))).toEqual([-1, 2, 7, -1]);
  });

  it("lists the newest later recipients first, even if more are added after a query", () => {
    const gifts = new Gifts();
    for (const [giver, recipient] of [
      [6, 10],
      [1, 11],
      [6, 12],
    ] as const)
      gifts.addLater(giver, recipient);
    expect([0, 1, 6].map((giver) => gifts.laterRecipients(giver))).toEqual([[], [11], [12, 10]]);
    gifts.addLater(6, 13);
    gifts.addLater(1, 14);
    expect([1, 6].map((giver) => gifts.laterRecipients(giver))).toEqual([
      [14, 11],
      [13, 12, 10],
    ]);
  });

  it("has each recipient of a plan acquired with the first gift, or after a giver's first month", async () => {
    const scenario = await loadScenario("coffee");
    const planning = planAcquisitions(scenario, { customers: 3000, seed: 7, span: worldOf(scenario, 7).span });
    let planned = planning.next();
    while (!planned.done) planned = planning.next();
    const plan = planned.value;
    const received = new Set<number>();
    for (let giver = 0; giver < plan.count; giver += 1) {
      const first = plan.gifts.firstRecipient(giver);
      if (first >= 0) expect(plan.acquiredAt(first)).toBe(plan.acquiredAt(giver));
      const later = plan.gifts.laterRecipients(giver);
      for (const to of later) expect(plan.acquiredAt(to) - plan.acquiredAt(giver)).toBeGreaterThanOrEqual(31 * 86_400);
      for (const to of first >= 0 ? [first, ...later] : later) received.add(to);
    }
    const recipients = Array.from({ length: plan.count }, (_, at) => at).filter(
      (at) => plan.entry(at) === entry.giftRecipient,
    );
    expect(recipients.length).toBeGreaterThan(100);
    expect(received).toEqual(new Set(recipients));
  });
});

describe("firstAbove", () => {
  it("finds the first number above a limit, among equal ones too", () => {
    const numbers = [1, 3, 3, 8];
    expect([0, 1, 2, 3, 8].map((limit) => firstAbove(numbers, limit))).toEqual([0, 1, 1, 3, 4]);
    expect(firstAbove([], 1)).toBe(0);
  });
});
