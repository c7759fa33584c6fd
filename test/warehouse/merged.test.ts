import { describe, expect, it } from "vitest";
import { merged } from "../../source/warehouse/build/merged.ts";

async function* letters(...values: readonly string[]): AsyncGenerator<string> {
  for (const value of values) {
    await new Promise(setImmediate);
    yield value;
  }
}

async function all(part: AsyncGenerator<string>): Promise<readonly string[]> {
  const values: string[] = [];
  for await (const value of part) values.push(value);
  return values;
}

describe("merged generators", () => {
  it("yield all values, each generator's in its own order", async () => {
    const values = await all(merged(letters("a", "b", "c"), letters("x", "y")));
    expect(values.filter((value) => value < "m")).toEqual(["a", "b", "c"]);
    expect(values.filter((value) => value > "m")).toEqual(["x", "y"]);
  });

  it("end with the first failure, after the others have cleaned up", async () => {
    const done: string[] = [];
    async function* careful() {
      try {
        yield* letters("a", "b", "c", "d", "e", "f");
      } finally {
        await new Promise(setImmediate);
        done.push("cleaned");
      }
    }
    async function* failing() {
      yield* letters("x");
      throw new Error("broken");
    }
    await expect(all(merged(careful(), failing()))).rejects.toThrow("broken");
    expect(done).toEqual(["cleaned"]);
  });

  it("end all when the consumer stops", async () => {
    const done: string[] = [];
    async function* careful(name: string) {
      try {
        yield* letters(`${name}1`, `${name}2`, `${name}3`);
      } finally {
        done.push(name);
      }
    }
    for await (const value of merged(careful("a"), careful("b"))) if (value.endsWith("2")) break;
    expect(done.sort()).toEqual(["a", "b"]);
  });
});
