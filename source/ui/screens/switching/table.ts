import { effectPerCustomer, type Moves, type Switching, shareOf } from "../../../analysis/switching.ts";
import { cell } from "../../../domain/cell.ts";
import { noValue } from "../../../domain/dimension-value.ts";
import { formatCell, unitSign } from "../../../domain/format.ts";
import type { AppData } from "../../state/data.ts";
import { layOutTable, type TableColumn, type TableLayout } from "../../widgets/table.ts";

/** The rows of the table in plain values: all changes first, then each from and to. */
export function switchingRows({ sides }: Switching): readonly (readonly (string | number | null)[])[] {
  const [side] = sides;
  if (side === undefined || side.customers === 0) return [];
  const figures = (moves: Moves) => [moves.events, moves.customers, shareOf(moves, side), effectPerCustomer(moves)];
  const named = (value: string | null) => (value === null || value === "" ? noValue : value);
  return [
    ["all changes", "", ...figures(side)],
    ...side.pairs.map((pair) => [named(pair.from), named(pair.to), ...figures(pair)]),
  ];
}

export const switchingHeader = ["from", "to", "events", "customers", "share", "price effect per customer"] as const;

/** The table laid out; shares are of the customers who could have changed. */
export function switchingTable(found: Switching, { dataSet }: Pick<AppData, "dataSet">): TableLayout {
  const { currency } = dataSet;
  const text = (value: string | number | null, format: "count" | "percent" | "money") =>
    typeof value === "number" ? formatCell(value, format, { currency, signed: format === "money" }) : "";
  const rows = switchingRows(found).map(([from, to, events, customers, share, effect], index) => ({
    kind: index === 0 ? ("total" as const) : ("plain" as const),
    cells: [
      { text: cell(from) },
      { text: cell(to) },
      { text: text(events ?? null, "count") },
      { text: text(customers ?? null, "count") },
      { text: text(share ?? null, "percent") },
      { text: text(effect ?? null, "money") },
    ],
  }));
  const right = (label: string, unit = ""): TableColumn => ({ label, unit, align: "right" });
  const columns: readonly TableColumn[] = [
    { label: "from", align: "left", maxWidth: 26 },
    { label: "to", align: "left", maxWidth: 26 },
    right("events"),
    right("customers"),
    right("share", "%"),
    right("price effect", `${unitSign("money", currency)} each`),
  ];
  return layOutTable(columns, rows);
}
