import { mappingErrors } from "../../errors/mapping.ts";
import type { UserError } from "../../errors.ts";
import { tableNames } from "../mapping/contract-tables.ts";
import type { Choices } from "./decision.ts";
import { filesLeftOut } from "./files-left-out.ts";
import { gapsOf, linesWithGaps, nearest } from "./gaps.ts";
import { missingRoles } from "./missing-roles.ts";
import { currencyOf } from "./named-currency.ts";
import type { Proposal, TableProposal, UnreadFile, WeighedDecision } from "./proposal.ts";
import { type LinesInput, type NotLines, proposeLines } from "./propose-lines.ts";
import { proposeTables } from "./propose-tables.ts";
import type { SampledFile } from "./sampled-file.ts";
import { noTotals, totalsOf } from "./totals.ts";
import { weighed } from "./weighed.ts";

/** What a proposal is about, besides its files. */
interface About {
  readonly name: string;
  readonly unreadable: readonly UnreadFile[];
  readonly source: string;
  readonly mayHaveGaps: boolean;
}

/** Decides, and computes the totals of the other readings for every assumption. */
export async function proposeAll(
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
