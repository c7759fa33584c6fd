import { createRequire } from "node:module";
import { basename, join, posix, resolve } from "node:path";
import { dataDir } from "../data-dir.ts";
import { s3Address } from "../lake/address.ts";
import { packageRoot } from "../package-root.ts";

/** The dbt project. */
export function projectDir(): string {
  return join(packageRoot(), "sql");
}

/** The raw files of the demo set. */
export function demoDir(): string {
  return join(dataDir(), "raw");
}

/** The folder that the files of a source on S3 are copied to, by its address. */
export function copyFolderOf(address: string): string {
  const { bucket, folder, rest } = s3Address(address);
  const id = shortHash([bucket, folder, rest].join("\n"));
  return join(dataDir(), "lake", id, posix.basename(folder) || bucket);
}

/** The local copy as a source: a folder, a file or a pattern. */
export function copyOf(address: string): string {
  return join(copyFolderOf(address), s3Address(address).rest);
}

/** A source's own warehouse file: readable by name, told apart by its whole path and mapping. */
export function warehouseFileOf(source: string, mapping: string | undefined): string {
  if (resolve(source) === demoDir() && mapping === undefined) return join(dataDir(), "warehouse.duckdb");
  return join(dataDir(), `${ownNameOf(source, mapping)}.duckdb`);
}

/** The mapping of a source that may not be written to: used if there is none next to the source. */
export function ownMappingOf(source: string): string {
  return join(dataDir(), `${ownNameOf(source, undefined)}.grounds.yml`);
}

/** Audiences of a source that may not be written to. */
export function ownAudiencesOf(source: string): string {
  return join(dataDir(), `${ownNameOf(source, undefined)}.audiences.yml`);
}

/** The folder next to its warehouse in which a build leaves manifest.json and run_results.json. */
export function artifactsDirOf(warehouse: string): string {
  return `${warehouse.replace(/\.duckdb$/, "")}.artifacts`;
}

/** The log of builds. */
export function logsDir(): string {
  return join(dataDir(), "logs");
}

function ownNameOf(source: string, mapping: string | undefined): string {
  const id = shortHash(`${resolve(source)}\n${mapping ? resolve(mapping) : ""}`);
  const name =
    basename(resolve(source))
      .replaceAll(/[^A-Za-z0-9_-]+/g, "-")
      .slice(0, 40) || "source";
  return `${name}-${id}`;
}

/** Eight hexadecimal digits. Node's cryptography is loaded only for them: the demo and `--version` do without. */
function shortHash(text: string): string {
  const { createHash } = createRequire(import.meta.url)("node:crypto") as typeof import("node:crypto");
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
