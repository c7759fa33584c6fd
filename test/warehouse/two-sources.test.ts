import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { runProcess } from "../helpers/command-line.ts";
import { fixtureProject, scratch, transactions } from "./support/scratch.ts";

const one = transactions("c-1,2024-01-01,1.00");
const other = transactions("c-1,2024-01-01,20.00", "c-2,2024-01-02,30.00");

describe("two sources built into one warehouse", () => {
  it("give each build its own figures, even if the other has replaced the file by then", async () => {
    const warehouse = join(await scratch(), "shared.duckdb");
    const built = async (content: string) => {
      const source = await scratch({ "transactions.csv": content });
      const build = buildWarehouse({ source, warehouse, projectDir: fixtureProject });
      let step = await build.next();
      while (!step.done) step = await build.next();
      return step.value.database;
    };
    const databases = [await built(one), await built(other)];
    const sums: unknown[] = [];
    for (const database of databases) {
      sums.push((await database?.query("select sum(net_revenue)::double from silver.buyers"))?.rows[0]?.[0]);
      await database?.close();
    }
    expect(sums).toEqual([1, 50]);
  });

  it("answer from their own source or say that the other is being built, never with the other's figures", async () => {
    const warehouse = join(await scratch(), "shared.duckdb");
    const ask = async (content: string, figure: string) => {
      const source = await scratch({ "transactions.csv": content });
      const asked = ["slice", "--measure", "net_revenue", "--source", source, "--warehouse", warehouse];
      const ran = await runProcess(asked);
      const isRefused = ran.code === 1 && ran.log.includes("code: warehouse.locked");
      return isRefused
        ? "refused"
        : ran.code === 0 && ran.out === `net_revenue\n${figure}\n`
          ? "right"
          : ran.out + ran.log;
    };
    const answers = await Promise.all([ask(one, "1"), ask(other, "50"), ask(one, "1"), ask(other, "50")]);
    expect(answers.filter((answer) => answer !== "refused" && answer !== "right")).toEqual([]);
    expect(answers).toContain("right");
  });
});
