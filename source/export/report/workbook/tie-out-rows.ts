import type { Amount } from "../../../domain/amount.ts";
import { isExact } from "../../xlsx/cells.ts";
import type { RichCell, WorkbookValue } from "../../xlsx/rich-cell.ts";

type Pair<Of> = readonly [base: Of, compare: Of];

/** A line of a tie-out; a subtotal is the sum of the lines above it. */
export interface TieOutLine {
  readonly label: string;
  readonly isSubtotal: boolean;
  readonly amounts: Pair<Amount>;
}

export interface TieOut {
  /** The last one is the subtotal that is compared with the books. */
  readonly lines: readonly TieOutLine[];
  readonly books: Pair<Amount>;
  /** The books less the last subtotal. */
  readonly differences: Pair<Amount>;
  readonly customers: Pair<number>;
  readonly orderLines: Pair<number>;
  readonly bookedLines: Pair<number>;
}

/**
 * Rows of `line, base, compare, base per customer, compare per customer, change per customer` below a header, with live
 * subtotals, differences and rates. Amounts with more digits than Excel keeps are texts, without formulas.
 */
export function tieOutRows(tieOut: TieOut): readonly (readonly WorkbookValue[])[] {
  const { lines, books, differences, customers, orderLines, bookedLines } = tieOut;
  const isLive = [...lines.flatMap(({ amounts }) => amounts), ...books].every(isExact);
  const formula = (text: string) => (isLive ? { formula: text } : {});
  const firstRow = 2;
  const last = firstRow + lines.length - 1;
  const customersRow = last + 3;
  const body = lines.map((line, index) => {
    const row = firstRow + index;
    const from =
      firstRow +
      Math.max(
        0,
        lines.slice(0, index).findLastIndex(({ isSubtotal }) => isSubtotal),
      );
    const isLast = index === lines.length - 1;
    const amounts = line.amounts.map((amount, side): WorkbookValue => {
      if (!line.isSubtotal) return amount;
      const value = isLast ? amount.minus(differences[side] ?? amount) : amount;
      const column = "BC".charAt(side);
      return { value, ...formula(`ROUND(SUM(${column}${from}:${column}${row - 1}),4)`), emphasis: "total" };
    });
    return [labelled(line), ...amounts, ...rates(line.amounts, customers, row, customersRow, formula)];
  });
  return [
    ...body,
    ["In the books", ...books],
    ["Difference", ...([0, 1] as const).map((side) => differenceCell(differences[side], side, last, formula))],
    ["Customers", ...customers.map(counted)],
    ["Order lines", ...orderLines.map(counted)],
    ["Order lines in the books", ...bookedLines.map(counted)],
  ];
}

type Formula = (text: string) => Pick<RichCell, "formula">;

function labelled({ label, isSubtotal }: TieOutLine): WorkbookValue {
  return isSubtotal ? { value: label, emphasis: "total" } : label;
}

function differenceCell(value: Amount, side: 0 | 1, last: number, formula: Formula): RichCell {
  const column = "BC".charAt(side);
  return { value, ...formula(`ROUND(${column}${last + 1}-${column}${last},4)`), emphasis: "total" };
}

/** A line per customer on both sides, and the change. */
function rates(
  amounts: Pair<Amount>,
  customers: Pair<number>,
  row: number,
  customersRow: number,
  formula: Formula,
): readonly RichCell[] {
  const [before = 0, after = 0] = amounts.map((amount, side) => {
    const count = customers[side] ?? 0;
    return count === 0 ? 0 : Number(amount) / count;
  });
  const rate = (column: string) => `IF(${column}$${customersRow}=0,0,${column}${row}/${column}$${customersRow})`;
  return [
    { value: before, ...formula(rate("B")) },
    { value: after, ...formula(rate("C")) },
    { value: after - before, ...formula(`E${row}-D${row}`) },
  ];
}

function counted(value: number): RichCell {
  return { value, unit: "count" };
}
