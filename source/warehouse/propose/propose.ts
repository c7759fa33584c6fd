import { mkdir, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { mappingErrors } from "../../errors/mapping.ts";
import { UserError } from "../../errors.ts";
import { removeAtExit, temporaryFolder } from "../build/build-folder.ts";
import type { BuildDatabase } from "../database/build-database.ts";
import { dropRepeatedRows } from "../files/repeated-rows.ts";
import { tableNames } from "../mapping/contract-tables.ts";
import { filesOf, refuseLinkOut, unreadFilesOf } from "../mapping/source.ts";
import { Asked } from "./asked.ts";
import type { DayOrder } from "./day-order.ts";
import type { Choices } from "./decision.ts";
import { filesLeftOut } from "./files-left-out.ts";
import { gapsOf, linesWithGaps, nearest } from "./gaps.ts";
import { linkSamples } from "./linked-samples.ts";
import { missingRoles } from "./missing-roles.ts";
import { moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { currenciesOf } from "./number-style.ts";
import { withoutOwnReports } from "./own-reports.ts";
import { partsByRole } from "./parts-by-role.ts";
import type { Proposal, TableProposal, UnreadFile, WeighedDecision } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import { type LinesInput, type NotLines, type ProposedLines, proposeLines } from "./propose-lines.ts";
import { groupFiles, proposeTables } from "./propose-tables.ts";
import { readRecipes } from "./recipe.ts";
import { type SampleSize, sampleSizes } from "./sample-size.ts";
import {
  isSample,
  openConnection,
  type ReadFile,
  readFile,
  type SampledFile,
  sampled,
  sampledAgain,
} from "./sampled-file.ts";
import { type DrawnTotals, drawnTotals, noTotals, totalsOf } from "./totals.ts";
import { weighed } from "./weighed.ts";

export interface ProposeOptions {
  /** A folder, a file or a pattern. */
  readonly source: string;
  /** How dates like 03/04/2024 are read, if the user says so. */
  readonly dates?: DayOrder;
  /** Whether known exports are recognised; default: yes. */
  readonly hasRecipes?: boolean;
  /** Whether a proposal may lack what the user can still choose, as on the mapping screen; by default that is an error. */
  readonly mayHaveGaps?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** How much of large files is read; by default all. */
  readonly sample?: SampleSize | undefined;
  /** Receives the share of the files read so far, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** A proposal with the buildDatabase of its files, for previews, and functions to decide differently. */
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

/** If exports of one table overlap, rows that a later one repeats are counted only there. */
async function countedOnce(connection: BuildDatabase, files: readonly SampledFile[]): Promise<readonly SampledFile[]> {
  const changed = new Map<SampledFile, SampledFile>();
  for (const group of groupFiles(files)) {
    const parts = group.map(({ name, table, columns }) => ({
      file: name,
      table,
      columns: columns.map((each) => each.name),
    }));
    const repeated = await dropRepeatedRows(connection.database, parts);
    for (const file of group) {
      const leftOut = repeated.get(file.name);
      if (leftOut) changed.set(file, await sampledAgain(connection, file, leftOut));
    }
  }
  return files.map((file) => changed.get(file) ?? file);
}

/** Reading takes about as long as examining the columns. */
const readShare = 0.5;

/** A file that cannot be read does not prevent proposals from the others. */
async function sampleAll(
  connection: BuildDatabase,
  { source, sample, signal, onProgress }: ProposeOptions,
  directory: string,
) {
  const found = await filesOf(source);
  const sizes = await sampleSizes(found, sample);
  const read: ReadFile[] = [];
  const unreadable: UnreadFile[] = [];
  for (const [index, file] of found.entries()) {
    onProgress?.((readShare * index) / found.length);
    try {
      await refuseLinkOut(file, source);
      read.push(
        ...(await readSome(connection, file, { directory, number: index + 1, sample: sizes.get(file.path), signal })),
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push({ name: file.name, why: `${error.message}. ${error.why}` });
    }
  }
  const all = await sampled(connection, read, (done) => onProgress?.(readShare + (1 - readShare) * done));
  const { files, reports } = await withoutOwnReports(connection.database, all);
  const parts = await partsByRole(connection, files);
  const unread = [...unreadable, ...reports, ...(await unreadFilesOf(source))];
  const hasAll = !parts.some(isSample);
  return {
    files: hasAll ? await countedOnce(connection, parts) : parts,
    standIns: hasAll ? new Set<string>() : await linkSamples(connection, parts),
    unreadable: unread,
  };
}

/** A sample that cannot be read, because of where it was cut, says nothing about its file: that is then read whole. */
async function readSome(...[connection, file, copying]: Parameters<typeof readFile>): ReturnType<typeof readFile> {
  if (copying.sample === undefined) return readFile(connection, file, copying);
  try {
    return await readFile(connection, file, copying);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const copy = join(copying.directory, `input-${copying.number}.${file.format}`);
    await connection.run("delete from landing.raw.rejects");
    for (const path of [copy, `${copy}.normal`, `${copy}.shifts`]) await rm(path, { force: true });
    return readFile(connection, file, { ...copying, sample: undefined });
  }
}

interface About {
  readonly name: string;
  readonly unreadable: readonly UnreadFile[];
  readonly source: string;
  readonly mayHaveGaps: boolean;
}

/** Decides, and computes the totals of the other readings for every assumption. */
async function proposeAll(
  lines: LinesInput,
  files: readonly SampledFile[],
  choices: Choices,
  about: About,
): Promise<Proposal> {
  const taken = await decide(lines, files, choices, about);
  const decisions = await weighed(taken, choices, async (others) => (await decide(lines, files, others, about)).totals);
  return { ...taken, decisions };
}

async function decide(
  lines: LinesInput,
  files: readonly SampledFile[],
  choices: Choices,
  about: About,
): Promise<Proposal> {
  const { name, unreadable } = about;
  const proposed = await proposeLines(lines, choices);
  if (!("tables" in proposed)) return withGaps(files, proposed, about);
  const tables = await proposeTables(lines.reader, lines.groups, proposed);
  const leftOut = await filesLeftOut(lines, tables, proposed, choices);
  const decisions = [...proposed.decisions, ...leftOut].map(
    (decision): WeighedDecision => ({ ...decision, totals: {} }),
  );
  const { netBefore, discounts } = proposed;
  const whole = {
    name,
    gaps: [],
    netBefore,
    unreadable,
    ...currencyOf(files, proposed),
    decisions,
    discounts,
    tables,
    ...filesUsed(files, tables),
  };
  return { ...whole, totals: await totalsOf(lines.asked, whole) };
}

/**
 * A proposal in which something is left to choose. Throws UserError if that is not allowed, or if there is nothing to choose
 * from.
 */
function withGaps(
  files: readonly SampledFile[],
  lacking: readonly NotLines[],
  { name, unreadable, source, mayHaveGaps }: About,
): Proposal {
  const best = nearest(lacking);
  if (!mayHaveGaps || best === undefined) throw nothingToMap(source, lacking, files, unreadable);
  const tables = [linesWithGaps(best)];
  return {
    ...{ name, unreadable, tables, gaps: gapsOf(best), netBefore: [], decisions: [], discounts: [] },
    ...{ currency: "USD", currencyReason: "NOT CERTAIN: the amounts are not known yet" },
    ...filesUsed(files, tables),
    totals: noTotals,
  };
}

/** The currencies that a file's values name. A document's number such as `S/20451`, different in every record, is no amount. */
function currenciesIn({ columns }: SampledFile): readonly string[] {
  const isNumber = ({ name, isUnique }: SampledFile["columns"][number]) =>
    isUnique && moneyKind(name) === undefined && /(^|_)(no|nr|num|number|nummer|numero|id|ref)$/.test(normalName(name));
  return columns.filter((facts) => !isNumber(facts)).flatMap(currenciesOf);
}

function currencyOf(files: readonly SampledFile[], { currency, group }: ProposedLines) {
  const own = [...new Set(group.flatMap(currenciesIn))];
  const all = [...new Set(files.flatMap(currenciesIn))];
  const [first] = own.length > 0 ? own : all;
  const isOpen = currency === undefined && first === undefined;
  return {
    currency: currency ?? first ?? "USD",
    currencyReason: isOpen ? "NOT CERTAIN: no value names a currency" : "as the values say",
  };
}

/** Files that are used for no table, and tables without a file. */
export function filesUsed(files: readonly SampledFile[], tables: readonly TableProposal[]) {
  const used = new Set(
    tables.flatMap((table) => [...table.files, ...table.joins.flatMap(({ files: parts }) => parts)]),
  );
  return {
    unused: [...new Set(files.map((file) => file.name).filter((each) => !used.has(each)))],
    missing: tableNames.filter((table) => !tables.some((each) => each.table === table)),
  };
}

async function reservedWords(connection: BuildDatabase): Promise<ReadonlySet<string>> {
  const { rows } = await connection.database.query(
    "select keyword_name from duckdb_keywords() where keyword_category in ('reserved', 'type_function')",
  );
  return new Set(rows.map(([word]) => String(word)));
}

function nothingToMap(
  source: string,
  lacking: readonly NotLines[],
  files: readonly SampledFile[],
  unreadable: readonly UnreadFile[],
): UserError {
  const [unread] = unreadable;
  if (files.length === 0 && unread)
    return mappingErrors.nothingReadable({ source, why: `${unread.name}: ${unread.why}` });
  return missingRoles(source, lacking, files);
}
