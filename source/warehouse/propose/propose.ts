import { rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { mappingErrors } from "../../errors/mapping.ts";
import { UserError } from "../../errors.ts";
import { tableNames } from "../contract-tables.ts";
import { filesOf, refuseLinkOut } from "../source.ts";
import type { Workbench } from "../workbench.ts";
import { temporaryFolder } from "../workplace.ts";
import type { DayOrder } from "./date-style.ts";
import { currenciesOf } from "./number-style.ts";
import type { Proposal, TableProposal, UnreadFile } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import { proposeTables } from "./propose-tables.ts";
import { openBench, type SampledFile, sampleFile } from "./sampled-file.ts";

export interface ProposeOptions {
  /** A folder, a file or a pattern. */
  readonly source: string;
  /** How dates like 03/04/2024 are to be read, where the user says so. */
  readonly dates?: DayOrder;
  readonly signal?: AbortSignal | undefined;
  /** Told the share of the files that were read, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** A proposal with the workbench that its files were read into, for previews. */
export interface Proposed {
  readonly proposal: Proposal;
  readonly files: readonly SampledFile[];
  readonly bench: Workbench;
  readonly reader: Reader;
}

/**
 * Reads every file of a source and proposes what each contract table is made from; hands it to `use` while the files are
 * at hand. Rejects with UserError where nothing could be order lines.
 */
export async function withProposal<Result>(
  options: ProposeOptions,
  use: (proposed: Proposed) => Promise<Result>,
): Promise<Result> {
  const directory = await temporaryFolder();
  // A process that must leave while the files are read does not wait for the rest: their copies go with it.
  const removeNow = () => rmSync(directory, { recursive: true, force: true });
  process.once("exit", removeNow);
  const copies = join(directory, "copies");
  await mkdir(copies, { mode: 0o700 });
  const bench = await openBench(copies, join(directory, "spill"));
  try {
    const { files, unreadable } = await sampleAll(bench, options, copies);
    const reader: Reader = { database: bench.database, reserved: await reservedWords(bench), dates: options.dates };
    const tables = await proposeTables(reader, files);
    if (!tables.some((table) => table.table === "transactions")) throw nothingToMap(options.source, files, unreadable);
    const name = basename(resolve(options.source)).replaceAll(/[-_]+/g, " ");
    return await use({ proposal: proposalOf({ name, unreadable }, files, tables), files, bench, reader });
  } finally {
    await bench.database.close();
    await rm(directory, { recursive: true, force: true });
    process.off("exit", removeNow);
  }
}

/** A file beside the data that cannot be read is no reason to know nothing of the others. */
async function sampleAll(bench: Workbench, { source, signal, onProgress }: ProposeOptions, copies: string) {
  const found = await filesOf(source);
  const files: SampledFile[] = [];
  const unreadable: UnreadFile[] = [];
  for (const [index, file] of found.entries()) {
    onProgress?.(index / found.length);
    try {
      await refuseLinkOut(file, source);
      const told = (done: number) => onProgress?.((index + done) / found.length);
      files.push(...(await sampleFile(bench, file, copies, index + 1, { signal, onProgress: told })));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push({ name: file.name, why: `${error.message}. ${error.why}` });
    }
  }
  return { files, unreadable };
}

/** What is said of all tables together: currency, what net includes, what is not used and what is missing. */
export function proposalOf(
  { name, unreadable }: Pick<Proposal, "name" | "unreadable">,
  files: readonly SampledFile[],
  tables: readonly TableProposal[],
): Proposal {
  const used = new Set(tables.flatMap((table) => table.files));
  const currencies = [...new Set(files.flatMap((file) => file.columns).flatMap(currenciesOf))];
  const lines = tables.find((table) => table.table === "transactions");
  const sameFile = tables.some((table) => table.table === "reversals" && table.files[0] === lines?.files[0]);
  return {
    name,
    unreadable,
    currency: currencies[0] ?? "USD",
    currencyReason:
      currencies.length === 1
        ? "as the values say"
        : currencies.length > 1
          ? `NOT CERTAIN: the values name ${currencies.join(" and ")}`
          : "NOT CERTAIN: no value names a currency",
    netIncludes: sameFile ? ["discounts"] : undefined,
    netReason:
      "An order line's net revenue is as billed: the cancellations are lines of their own and not yet taken off it.",
    tables,
    unused: files.map((file) => file.name).filter((name) => !used.has(name)),
    missing: tableNames.filter((name) => !tables.some((table) => table.table === name)),
  };
}

async function reservedWords(bench: Workbench): Promise<ReadonlySet<string>> {
  const { rows } = await bench.database.query(
    "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')",
  );
  return new Set(rows.map(([word]) => String(word)));
}

function nothingToMap(source: string, files: readonly SampledFile[], unreadable: readonly UnreadFile[]): UserError {
  const [unread] = unreadable;
  if (files.length === 0 && unread)
    return mappingErrors.nothingReadable({ source, why: `${unread.name}: ${unread.why}` });
  const seen = files.slice(0, 5).map(
    (file) =>
      `${file.name} (${file.columns
        .slice(0, 8)
        .map((column) => column.name)
        .join(", ")})`,
  );
  return mappingErrors.noOrderLines({ source, seen });
}
