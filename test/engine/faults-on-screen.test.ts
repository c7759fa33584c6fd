import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, it, onTestFinished } from "vitest";
import { Database } from "../../source/warehouse/database/database.ts";
import { dataSetNamed } from "../dbt/data-sets.ts";
import { projectDir } from "../helpers/places.ts";
import { noPty } from "../torture/support/pty.ts";
import { built, scratch } from "../warehouse/support/scratch.ts";
import { DuckdbAsTrino } from "./duckdb-as-trino.ts";
import { FaultProxy } from "./fault-proxy.ts";
import { type FaultyPlace, refusesOlderTables, refusesUntrusted, survivesFaults } from "./faults-on-screen.ts";
import { untrustedServer } from "./untrusted-server.ts";

/** A warehouse that answers as Trino does; `npm run integrations -- trino` does the same with Trino itself. */
async function faultyPlace(): Promise<FaultyPlace> {
  const folder = await scratch();
  const warehouse = join(folder, "warehouse.duckdb");
  await built({ ...(await dataSetNamed("the demo set").prepare(folder)), warehouse, projectDir });
  const instance = await DuckDBInstance.create(warehouse);
  const database = new Database(instance, [await instance.connect(), await instance.connect()]);
  const server = await DuckdbAsTrino.start(database);
  const proxy = await FaultProxy.start(server.url);
  onTestFinished(async () => {
    await proxy.close();
    await server.close();
    await database.close();
  });
  return { proxy, catalog: "lake", artifacts: folder, folder, change: (sql) => database.query(sql) };
}

describe.skipIf(noPty() !== undefined)("the screens on a server that fails", () => {
  it("say what is wrong, stay usable, and answer once it is over", { timeout: 300_000 }, async () => {
    await survivesFaults(await faultyPlace());
  });

  it("refuse tables of another version until they are built again", { timeout: 120_000 }, async () => {
    await refusesOlderTables(await faultyPlace());
  });

  it("ask nothing of a server whose certificate is not trusted", { timeout: 120_000 }, async () => {
    const folder = await scratch();
    const { url, asked, close } = await untrustedServer();
    await refusesUntrusted({ catalog: "lake", artifacts: folder, folder }, url);
    close();
    if (asked() > 0) throw new Error("the server was asked");
  });
});
