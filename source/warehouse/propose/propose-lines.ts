import type { BuildDatabase } from "../database/build-database.ts";
import { filledSql, type JoinedTable } from "../ingest/joined-sql.ts";
import type { Asked } from "./asked.ts";
import { decideLines } from "./decide-lines.ts";
import type { Choices, Decision } from "./decision.ts";
import type { hasRoles } from "./file-roles.ts";
import { findLines } from "./find-lines.ts";
import { type RefundSource, refundsFor } from "./joined-refunds.ts";
import { tablesOf } from "./line-tables.ts";
import type { JoinedRefunds, Lacking } from "./lines-scene.ts";
import { fileNameScore } from "./names.ts";
import type { FileGroup, Missing, TableProposal } from "./proposal.ts";
import type { Reader } from "./propose-columns.ts";
import { ratesBeside } from "./rate-table.ts";
import { type Recipe, recognised } from "./recipe.ts";
import { type LookupJoin, materialised, relate } from "./relation.ts";
import type { SampledFile } from "./sampled-file.ts";
import type { ProposedDiscount } from "./several-discounts.ts";
import { type StateSource, statesBeside } from "./states-beside.ts";
import type { TableWay } from "./table-rates.ts";

/** The input for proposing order lines. */
export interface LinesInput {
  readonly connection: BuildDatabase;
  readonly asked: Asked;
  readonly reader: Reader;
  readonly groups: readonly FileGroup[];
  readonly recipes: readonly Recipe[];
  /** Tables made so far, by what they are made from, because other readings need them again. */
  readonly made: Map<string, SampledFile>;
}

export interface ProposedLines {
  readonly group: FileGroup;
  readonly joined: readonly FileGroup[];
  /** The order lines, and the reversals in their own file. */
  readonly tables: readonly TableProposal[];
  readonly refunds: RefundSource | undefined;
  readonly usesRefunds: boolean;
  readonly decisions: readonly Decision[];
  /** For lines with several columns of discounts. */
  readonly discounts: readonly ProposedDiscount[];
  readonly currency: string | undefined;
  /** How a file of rates converts the lines, if it does. */
  readonly rates: TableWay | undefined;
  /** Kinds of reversals to be deducted from the lines. */
  readonly netBefore: readonly string[];
}

/** A file that cannot be order lines, and what it lacks. */
export interface NotLines extends Lacking {
  readonly file: SampledFile;
}

/** The order lines of the likeliest file that has everything they need; otherwise what each file lacks. */
export async function proposeLines(input: LinesInput, choices: Choices): Promise<ProposedLines | readonly NotLines[]> {
  const wanted = choices.lines;
  const all = await findLines(input.asked, input.groups);
  const list = wanted === undefined ? all : all.filter(({ group }) => group.some((file) => file.table === wanted));
  const lacking: NotLines[] = [];
  for (const { group, joins, needs } of list) {
    const plain = await related(input, group, joins, undefined);
    const hints = recognised(input.recipes, plain);
    if (hints === undefined && (!needs.customer || !needs.date) && !hasLookAlike(plain) && wanted === undefined) {
      lacking.push({ file: group[0], missing: missingOf(needs), known: [] });
      continue;
    }
    const refunds = await refundsFor(input, plain, group, joins, hints);
    const beside = { asked: input.asked, groups: input.groups, reserved: input.reader.reserved };
    const states = hints === undefined ? await statesBeside(beside, plain, group, joins) : undefined;
    const file = await related(input, group, joins, refunds, states);
    const joinedRefunds: JoinedRefunds | undefined = refunds && {
      file: refunds.group[0].name,
      own: refunds.own,
      isOfLine: refunds.isOfLine,
      column: refunds.column,
    };
    const scene = {
      asked: input.asked,
      reader: input.reader,
      file,
      hints,
      refunds: joinedRefunds,
      states,
      rates: await ratesBeside(input.asked, input.reader, input.groups, group),
      hasReversals: refunds !== undefined || hasReversalsFile(input, group),
      isInParts: group.length > 1,
      filled: fillIn(input),
    };
    const decided = await decideLines(scene, choices);
    if (!("columns" in decided)) {
      lacking.push({ file: group[0], ...decided });
      continue;
    }
    const [lines, ...reversed] = tablesOf(input.reader, group, joins, file, { refunds, states }, decided, input.made);
    const notes = hints === undefined ? [] : [`Recognised as ${hints.recipe}, documented at ${hints.documentation}.`];
    const { decisions, discounts, currency, rates, usesRefunds, reversals } = decided;
    return {
      group,
      joined: [...joins.map((join) => join.group), ...(states === undefined ? [] : [states.group])],
      tables: [{ ...lines, notes: [...notes, ...lines.notes] }, ...reversed],
      refunds,
      usesRefunds,
      decisions,
      discounts,
      currency,
      rates,
      netBefore: reversals === undefined ? [] : ["refund"],
    };
  }
  return lacking;
}

function hasReversalsFile({ groups }: LinesInput, group: FileGroup): boolean {
  return groups.some((other) => other !== group && fileNameScore("reversals", other[0].tableName ?? other[0].name) > 0);
}

/** Files with few columns may have what is needed under meaningless names. */
function hasLookAlike({ columns, records }: SampledFile): boolean {
  return columns.length <= 40 && records > 0;
}

function missingOf(needs: ReturnType<typeof hasRoles>): readonly Missing[] {
  return [
    ...(needs.customer ? [] : (["customer"] as const)),
    ...(needs.date ? [] : (["date"] as const)),
    ...(needs.money ? [] : (["amount"] as const)),
  ];
}

async function related(
  input: LinesInput,
  group: FileGroup,
  joins: readonly LookupJoin[],
  refunds: RefundSource | undefined,
  states?: StateSource | undefined,
): Promise<SampledFile> {
  const id = JSON.stringify([
    group.map(({ table }) => table),
    joins.map(({ group: [file], on }) => [file.table, on]),
    refunds?.column,
    states?.join.name,
  ]);
  const known = input.made.get(id);
  if (known !== undefined) return known;
  const sums: readonly JoinedTable[] = [refunds, states].flatMap((source) => source?.join ?? []);
  const { file } = await relate(input.connection, group, joins, sums);
  input.made.set(id, file);
  return file;
}

function fillIn({ connection, made }: LinesInput) {
  return async (file: SampledFile, by: string, columns: readonly string[]): Promise<SampledFile> => {
    const id = JSON.stringify(["fill", file.table, by, columns]);
    const known =
      made.get(id) ??
      (await materialised(
        connection,
        file,
        "filled",
        filledSql({ columns: file.columns.map(({ name }) => name), sql: `select * from ${file.table}` }, by, columns),
      ));
    made.set(id, known);
    return known;
  };
}
