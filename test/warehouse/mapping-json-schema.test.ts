import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mappingJsonSchema } from "../../source/warehouse/mapping/mapping-json-schema.ts";
import { root } from "./support/scratch.ts";

it("the shipped schema of grounds.yml matches the program (vitest -u writes it)", async () => {
  const text = `${JSON.stringify(mappingJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(join(root, "data/grounds.schema.json"));
  expect(JSON.parse(await readFile(join(root, "data/grounds.schema.json"), "utf8"))).toMatchObject({
    properties: {
      tables: {
        properties: {
          transactions: { properties: { columns: { required: ["customer_id", "transacted_at", "net_revenue"] } } },
        },
      },
    },
  });
});
