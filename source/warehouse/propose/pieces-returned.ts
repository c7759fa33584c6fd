import { quoteName } from "../database/sql-text.ts";
import { bareKey } from "../ingest/joined-sql.ts";
import { keptRows } from "../ingest/kept-rows.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { foundIn } from "./joined-refunds.ts";
import { linesText } from "./left-out.ts";
import { fileNameScore } from "./names.ts";
import { normalName } from "./normal-name.ts";
import type { LeftOutFile } from "./parts-lacking.ts";
import { counted, type FileGroup, tablesUnder } from "./proposal.ts";
import type { LinesInput, ProposedLines } from "./propose-lines.ts";
import { isQuantityName } from "./quantity-names.ts";
import { united } from "./relation.ts";
import { nameOf } from "./sampled-file.ts";

/** A file of returns that has pieces and no amounts: what they come to at the net prices of their order lines. */
export async function piecesReturned(
  input: LinesInput,
  group: FileGroup,
  proposed: ProposedLines,
): Promise<LeftOutFile | undefined> {
  const [file] = group;
  const pieces = file.columns.find(({ name, whole, greatest }) => whole > 0.9 && greatest > 0 && isQuantityName(name));
  if (pieces === undefined || fileNameScore("reversals", file.tableName ?? nameOf(file)) === 0) return undefined;
  const { rows, sum, sold } = await worth(input, group, proposed, pieces);
  if (sum === 0) return undefined;
  return {
    name: nameOf(file),
    says: `not taken off: ${linesText(rows)}, ${counted(sum)} pieces in ${pieces.name}`,
    because: "it has pieces and no amounts",
    otherwise: sold === undefined ? undefined : { says: "taken off at the prices of their order lines", less: sold },
  };
}

async function worth({ asked }: LinesInput, group: FileGroup, proposed: ProposedLines, { name }: ColumnFacts) {
  const pieces = `abs(try_cast(${quoteName(name)} as decimal(18, 4)))`;
  const [rows = 0, sum = 0] = await asked.numbers(`select count(*), coalesce(sum(${pieces}), 0) from ${united(group)}`);
  const keys = await sharedKeys(asked, group, proposed);
  if (keys === undefined) return { rows, sum, sold: undefined };
  const on = keys.map((_, at) => `returned.k${at} = sold.k${at}`).join(" and ");
  const of = (side: "own" | "key") => keys.map((each, at) => `${bareKey(quoteName(each[side]))} as k${at}`).join(", ");
  const [found] = await asked.rows(
    `with sold as (select ${of("own")}, sum(try_cast((${keys[0].net}) as decimal(18, 4))) / nullif(sum(try_cast(${keys[0].quantity} as decimal(18, 4))), 0) as price
         from (${keys[0].lines}) group by all),
       returned as (select ${of("key")}, ${pieces} as pieces from ${united(group)})
     select coalesce(sum(round(pieces * price, 2)), 0)::decimal(38, 2)::varchar, count(*) filter (where price is null)
     from returned left join sold on ${on}`,
  );
  const [sold, unknown] = found ?? [];
  return { rows, sum, sold: Number(unknown) > 0 ? undefined : String(sold) };
}

/** The order, with the product or the line's number, by which returns name their line; undefined if they do not. */
async function sharedKeys(asked: LinesInput["asked"], group: FileGroup, { group: [lines], tables }: ProposedLines) {
  const [table] = tables;
  const of = (column: string) => table?.columns.find((each) => each.column === column);
  const [from] = table === undefined ? [] : tablesUnder(table);
  const [net, quantity] = [of("net_revenue")?.expression, of("quantity")?.expression];
  if (from === undefined || net === undefined || quantity === undefined) return undefined;
  const has = (own: string | undefined) => own !== undefined && lines.columns.some(({ name }) => name === own);
  const keyOf = async (own: string | undefined, taken: string | undefined) => {
    const key = own !== undefined && has(own) ? await keyFor(asked, lines, own, group, taken) : undefined;
    return own === undefined || key === undefined
      ? undefined
      : { own, key, net, quantity, lines: keptRows(from, table?.filter) };
  };
  const order = await keyOf(of("order_id")?.own, undefined);
  if (order === undefined) return undefined;
  const within = (await keyOf(of("product_id")?.own, order.key)) ?? (await keyOf(lineNumber(lines, group), order.key));
  return within && ([order, within] as const);
}

/** The number of a line within its order, under the same name in both files. */
function lineNumber({ columns }: FileGroup[0], [returns]: FileGroup): string | undefined {
  const isOfLines = (name: string) =>
    /^((order|invoice|item)_)?(line|position|pos|row)(_(no|nr|number|id))?$/.test(normalName(name));
  return columns.find(
    ({ name, whole }) =>
      isOfLines(name) && whole > 0.99 && returns.columns.some((each) => normalName(each.name) === normalName(name)),
  )?.name;
}

/** The column of the returns all of whose values the lines' column has. */
async function keyFor(
  asked: LinesInput["asked"],
  lines: FileGroup[0],
  own: string,
  group: FileGroup,
  taken: string | undefined,
): Promise<string | undefined> {
  // Few numbers are found in many columns, so one of the same name comes first.
  const named = ({ name }: { readonly name: string }) => Number(normalName(name) === normalName(own));
  for (const { name, filled } of group[0].columns.toSorted((a, b) => named(b) - named(a))) {
    if (filled === 0 || name === taken) continue;
    const { all, found } = await foundIn(asked, lines, own, group, name);
    if (all > 1 && found === all) return name;
  }
  return undefined;
}
