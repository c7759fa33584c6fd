import { mkdir, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { removeAtExit, temporaryFolder } from "../build/build-folder.ts";
import type { BuildDatabase } from "../database/build-database.ts";
import { Asked } from "./asked.ts";
import type { DayOrder } from "./day-order.ts";
import type { Choices } from "./decision.ts";
import type { Proposal } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import type { LinesInput } from "./propose-lines.ts";
import { groupFiles } from "./propose-tables.ts";
import { readRecipes } from "./recipe.ts";
import { isSample, openConnection, type SampledFile } from "./sampled-file.ts";
import { type SourceOptions, sampleAll } from "./sampled-source.ts";
import { type DrawnTotals, drawnTotals } from "./totals.ts";
import { proposeAll } from "./whole-proposal.ts";

export interface ProposeOptions extends SourceOptions {
  /** How dates like 03/04/2024 are read, if the user says so. */
  readonly dates?: DayOrder;
  /** Whether known exports are recognised; default: yes. */
  readonly hasRecipes?: boolean;
  /** Whether a proposal may lack what the user can still choose, as on the mapping screen; by default that is an error. */
  readonly mayHaveGaps?: boolean;
}

/** A proposal with the database of its files, for previews, and functions to decide differently. */
export interface Proposed {
  readonly proposal: Proposal;
  readonly files: readonly SampledFile[];
  /** Whether a part of the rows was read, so that its counts and sums are not those of the files. */
  readonly isSampled: boolean;
  /** Tables of samples with rows that are none of their file. */
  readonly standIns: ReadonlySet<string>;
  readonly connection: BuildDatabase;
  readonly reader: Reader;
  /** The proposal under other readings, by decision; decisions not given are made from the data again. */
  readonly propose: (choices: Choices) => Promise<Proposal>;
  /** The totals of a proposal, including one that was changed. */
  readonly weigh: (proposal: Proposal) => Promise<DrawnTotals>;
}

/**
 * Reads every file of a source, or samples of large ones, and proposes a mapping for each contract table; passes it to `use`
 * while the files are available. Rejects with UserError if nothing could be order lines.
 */
export async function withProposal<Result>(
  options: ProposeOptions,
  use: (proposed: Proposed) => Promise<Result>,
): Promise<Result> {
  const directory = await temporaryFolder();
  const forget = removeAtExit([directory]);
  const copies = join(directory, "copies");
  await mkdir(copies, { mode: 0o700 });
  const connection = await openConnection(copies, join(directory, "spill"));
  const stop = () => void connection.database.close();
  options.signal?.addEventListener("abort", stop);
  try {
    const { files, standIns, unreadable } = await sampleAll(connection, options, copies);
    const reader: Reader = {
      database: connection.database,
      reserved: await reservedWords(connection),
      dates: options.dates,
    };
    const name = basename(resolve(options.source)).replaceAll(/[-_]+/g, " ");
    const recipes = options.hasRecipes === false ? [] : await readRecipes();
    const lines: LinesInput = {
      connection,
      reader,
      asked: new Asked(connection.database),
      groups: groupFiles(files),
      recipes,
      made: new Map(),
    };
    const propose = (choices: Choices) =>
      proposeAll(lines, files, choices, {
        ...{ name, unreadable, source: options.source },
        mayHaveGaps: options.mayHaveGaps === true,
      });
    const weigh = (proposal: Proposal) => drawnTotals(lines.asked, proposal);
    const isSampled = files.some(isSample);
    return await use({ proposal: await propose({}), files, isSampled, standIns, connection, reader, propose, weigh });
  } finally {
    options.signal?.removeEventListener("abort", stop);
    await connection.database.close();
    await rm(directory, { recursive: true, force: true });
    forget();
  }
}

async function reservedWords(connection: BuildDatabase): Promise<ReadonlySet<string>> {
  const { rows } = await connection.database.query(
    "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')",
  );
  return new Set(rows.map(([word]) => String(word)));
}
