import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { scratch } from "./support/scratch.ts";

const source = (file: string) => JSON.stringify(join(import.meta.dirname, "../../source", file));

it("leaves no unfinished warehouse behind if the process must end before native work does", async () => {
  const folder = await scratch();
  const script = `
    import { DuckDBInstance } from "@duckdb/node-api";
    import { makeBuildFolder } from ${source("warehouse/build/build-folder.ts")};
    import { endNow } from ${source("end-process.ts")};
    const made = await makeBuildFolder(${JSON.stringify(join(folder, "warehouse.duckdb"))});
    const connection = await (await DuckDBInstance.create(made.unfinished)).connect();
    await connection.run("create table lines as select range as line from range(100000)");
    void connection.run("select count(*) from range(1000000) as a, range(1000000) as b where a.range * b.range = 1");
    setTimeout(() => endNow(3), 50);
  `;
  const options = { cwd: join(import.meta.dirname, "../.."), timeout: 20_000 };
  const ended = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], options);
  await expect(ended).rejects.toMatchObject({ code: 3 });
  expect(await readdir(folder)).toEqual([]);
});
