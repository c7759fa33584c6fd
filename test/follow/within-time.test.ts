import { expect, it } from "vitest";
import { withinTime } from "../../source/follow/within-time.ts";

it("gives up a request that is never answered, with a failure that is retried", async () => {
  const { promise } = Promise.withResolvers<string>();
  await expect(withinTime(20, promise)).rejects.toMatchObject({
    code: "ETIMEDOUT",
    message: "no answer within 0.02 s",
  });
  await expect(withinTime(1000, Promise.resolve("here"))).resolves.toBe("here");
  await expect(withinTime(1000, Promise.reject(new Error("refused")))).rejects.toThrow("refused");
});
