import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { Inbox } from "../../source/follow/inbox.ts";

it("does not keep a message waiting once no more arrive, and takes those together that arrive at once", async () => {
  const inbox = new Inbox<number>(1000);
  async function* three() {
    yield 1;
    await setTimeout(20);
    yield 2;
    await setTimeout(20);
    yield 3;
    await setTimeout(60_000, undefined, { ref: false });
  }
  void inbox.fill(three());
  const began = performance.now();
  expect(await inbox.take(10_000, 10_000, new AbortController().signal)).toEqual([1, 2, 3]);
  expect(performance.now() - began).toBeLessThan(5000);
});
