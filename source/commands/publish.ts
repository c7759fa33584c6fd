import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cell } from "../domain/cell.ts";
import { counted } from "../domain/format.ts";
import { exitCode } from "../errors.ts";
import { isS3 } from "../lake/address.ts";
import type { PublishedTable } from "../lake/manifest.ts";
import type { Publication, TableToPublish } from "../lake/publish.ts";
import type { Store } from "../lake/store.ts";
import type { TablesOfBuild } from "../warehouse/build/tables-to-parquet.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import type { Command, Streams } from "./command.ts";
import { chooseSource } from "./session.ts";
import { sourceOptions } from "./shared-options.ts";

export const publishCommand: Command = {
  name: "publish",
  group: "connect",
  summary: "write the silver and gold tables as Parquet to S3 or a folder, with a manifest: all of them or none",
  positional: { name: "PLACE", isRequired: true },
  options: sourceOptions,
  async run(args, streams) {
    const [place = ""] = args.positionals;
    const scratch = await mkdtemp(join(tmpdir(), `grounds-${process.pid}-`));
    try {
      const choice = chooseSource({ ...args, positionals: [] });
      const { warehouse = join(scratch, "warehouse.duckdb") } = choice;
      const store = await openStore(place);
      try {
        await (await bringUpToDate({ ...choice, warehouse }, streams)).close();
        const { tablesToParquet } = await import("../warehouse/build/tables-to-parquet.ts");
        const done = await tablesToParquet(warehouse, scratch, (built) => publishTables(built, store, streams));
        streams.log.write(`${cell(sentence(done, place))}\n`);
      } finally {
        store.close();
      }
      return exitCode.done;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  },
};

/** A place on S3, or a folder. */
async function openStore(place: string): Promise<Store> {
  if (isS3(place)) return (await import("../lake/s3-store.ts")).openS3Store(place);
  const [{ openFolderStore }, { takeLock }] = await Promise.all([
    import("../lake/folder-store.ts"),
    import("../warehouse/build/lock.ts"),
  ]);
  return openFolderStore(place, takeLock);
}

async function publishTables(
  { build, tables }: TablesOfBuild,
  store: Store,
  { log, signal }: Streams,
): Promise<Publication> {
  const [{ publish }, { pathOf }] = await Promise.all([import("../lake/publish.ts"), import("../lake/manifest.ts")]);
  const ready: TableToPublish[] = [];
  for await (const { file: localFile, bytes, sha256, ...table } of tables) {
    signal.throwIfAborted();
    ready.push({ ...table, localFile, file: { path: pathOf(table.schema, table.name, sha256), bytes, sha256 } });
  }
  const onUpload = ({ schema, name, file }: PublishedTable) =>
    log.write(`  uploading ${schema}.${name}, ${megabytes(file.bytes)}\n`);
  return publish(store, { tables: ready, build, signal, onUpload });
}

function sentence({ status, uploaded, uploadedBytes, removed }: Publication, place: string): string {
  if (status === "unchanged") return `nothing changed: ${place} has the tables of this build`;
  const tables = `${counted(uploaded)} ${uploaded === 1 ? "table" : "tables"} uploaded, ${megabytes(uploadedBytes)}`;
  return `published to ${place}: ${tables}${removed === 0 ? "" : `; ${counted(removed)} old files removed`}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
