import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../source/errors.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { inFolder } from "./helpers.ts";

type Json = Record<string, unknown>;

const noEntries = { subscription: 0, a_la_carte: 0, gift_purchaser: 0, gift_recipient: 0 };

/** The error of loading the coffee scenario with some of its fields or drivers replaced. */
async function errorWith(fields: Json, drivers: Json): Promise<UserError> {
  return inFolder(async (folder) => {
    const coffee = await loadScenario("coffee");
    const file = join(folder, "mine.json");
    await writeFile(file, JSON.stringify({ ...coffee, ...fields, drivers: { ...coffee.drivers, ...drivers } }));
    return errorOf(file);
  });
}

async function errorOf(nameOrFile: string): Promise<UserError> {
  try {
    await loadScenario(nameOrFile);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("The scenario was accepted.");
}

describe("loading a scenario", () => {
  it.each<[string, string, Json, Json]>([
    ["a share above one", "drivers.welcome_share.after", {}, { welcome_share: { before: 0, after: 2 } }],
    ["a text for a number", "drivers.refund_rate.before", {}, { refund_rate: { before: "few" } }],
    ["an unknown driver", "drivers", {}, { weather: { before: 1 } }],
    ["a change without a day", "drivers.plug_rate.when", {}, { plug_rate: { before: 0, after: 0.1 } }],
    ["a missing driver", "drivers.list_price", {}, { list_price: undefined }],
    ["a span that ends early", "span.to", { span: { from: "2024-01-01", to: "2023-01-01" } }, {}],
    ["a mix that is not whole", "entry_mix", { entry_mix: { ...noEntries, subscription: 0.9 } }, {}],
    [
      "an unknown channel",
      "drivers.plug_rate.for.channels",
      {},
      { plug_rate: { before: 0, for: { channels: ["tv"] } } },
    ],
    ["a price for some", "drivers.list_price.for", {}, { list_price: { before: 1, for: { regions: ["west"] } } }],
    ["programmes that overlap", "drivers.promotion_share", {}, { promotion_share: { before: 0.9 } }],
  ])("%s: names file and field", async (_, field, fields, drivers) => {
    const error = await errorWith(fields, drivers);
    expect(error.message).toMatch(/mine\.json/);
    expect(error.why).toContain(`${field}: `);
    expect(error.why).toMatch(/expected|Unrecognized/);
  });

  it("offers the nearest names for an unknown one", async () => {
    const error = await errorOf("cofee");
    expect(error.code).toBe(2);
    expect(error.next).toContain('"coffee"');
    expect((await errorOf("price")).next).toContain('"price-only"');
  });

  it("says if a file is missing or not JSON", async () => {
    expect((await errorOf("./nowhere.json")).why).toBe("There is no such file.");
    await inFolder(async (folder) => {
      const file = join(folder, "broken.json");
      await writeFile(file, "{");
      expect((await errorOf(file)).message).toContain("is not JSON");
    });
  });
});
