import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Catalog } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { DataSet } from "../domain/data-set.ts";
import type { Integrity } from "../domain/integrity.ts";
import type { Pipeline, PipelineRows } from "../domain/pipeline.ts";
import type { RowPage } from "../domain/slice-result.ts";
import type { Dialect } from "../engine/dialect.ts";
import type { EngineVersion } from "../engine/engine.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { engineErrors } from "../errors/engine.ts";
import { isS3 } from "../lake/address.ts";
import type { Span } from "../query/cohort-axis.ts";
import type { Page } from "../query/drill-through.ts";
import type { Cell, LinePart, Run } from "../query/statement.ts";
import type { WrittenListing } from "../query/written-listing.ts";
import type { Arguments } from "./command.ts";
import { copyOf, demoDir, ownMappingOf, warehouseFileOf } from "./places.ts";

/** Where a command's data comes from and where its warehouse is. */
export interface SourceChoice {
  /** For a remote source, the path of its copy. */
  readonly source: string;
  /** The address as given, if the source is on S3. */
  readonly address?: string | undefined;
  readonly mapping: string | undefined;
  /** Undefined: in memory. */
  readonly warehouse: string | undefined;
  readonly isDemo: boolean;
  /** Values that override those of the dbt project and the mapping. */
  readonly vars: Readonly<Record<string, unknown>>;
}

export interface Queried {
  readonly columns: readonly { readonly name: string; readonly type?: string }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** How the tables were made: by a build of ours, or by dbt on an engine. */
export interface MadeBy {
  integrity(signal?: AbortSignal): Promise<Integrity>;
  pipeline(signal?: AbortSignal): Promise<Pipeline>;
  rows(of: PipelineRows, page: Page, signal?: AbortSignal): Promise<RowPage>;
}

/** An open, current warehouse and the queries it answers. */
export interface Session {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly span: Span;
  readonly run: Run;
  /** The columns and rows of a statement as they arrive, some thousands at a time; rejects as `run` does. */
  pages(statement: Statement, signal?: AbortSignal): AsyncIterable<Queried>;
  readonly dialect: Dialect;
  /** The rows of a listing as text, as they arrive, each with a line end; rejects as `run` does. */
  readonly lines: (listing: WrittenListing, signal?: AbortSignal) => AsyncIterable<LinePart>;
  /** The engine and its version, for reports. */
  version(): Promise<EngineVersion>;
  readonly made: MadeBy;
  /** Where files next to the source are looked for; absent: nowhere. */
  readonly folder?: string;
  close(): Promise<void>;
}

/** The choice of --source, --mapping, --warehouse and --memory, with their defaults. Throws UsageError for --target. */
export function chooseSource(args: Arguments): SourceChoice {
  if (args.has("target")) throw engineErrors.otherThere({ target: args.get("target") ?? "" });
  const given = args.get("source") ?? args.positionals[0];
  const source = given === undefined ? demoDir() : placeOf(given);
  const mapping = args.get("mapping") === undefined ? keptMapping(source) : resolve(args.get("mapping") ?? "");
  const file = args.get("warehouse");
  const warehouse = args.has("memory")
    ? undefined
    : file === undefined
      ? warehouseFileOf(source, mapping)
      : resolve(file);
  const address = given !== undefined && isS3(given) ? given : undefined;
  return { source, address, mapping, warehouse, isDemo: given === undefined, vars: varsOf(args) };
}

/** Where the files of a source are on this machine; a pattern is unchanged. */
function placeOf(given: string): string {
  if (isS3(given)) return copyOf(given);
  return /[*?{}[\]]/.test(given) && !existsSync(given) ? given : resolve(given);
}

function varsOf(args: Arguments): Readonly<Record<string, unknown>> {
  const share = args.get("bad-row-share");
  if (share === undefined) return {};
  if (/^(0?\.\d+|0|1|1\.0*)$/.test(share)) return { bad_row_share: Number(share) };
  throw commandLineErrors.noShare({ given: share });
}

/** What "grounds map --yes" wrote into the data folder for a source that may not be written to. */
function keptMapping(source: string): string | undefined {
  const kept = ownMappingOf(source);
  return !existsSync(join(source, "grounds.yml")) && existsSync(kept) ? kept : undefined;
}
