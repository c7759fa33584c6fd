import { type HeatRange, type HeatScale, heatRange } from "../../widgets/heatmap.ts";

/** The ends of the colour ramp: one range for the whole grid, or one for each row or column. */
export interface HeatScales {
  readonly all: HeatRange | undefined;
  readonly rows: readonly (HeatRange | undefined)[];
  readonly columns: readonly (HeatRange | undefined)[];
}

/** The scales over the values of each row that count towards them. */
export function heatScales(values: readonly (readonly (number | undefined)[])[], heat: HeatScale): HeatScales {
  const none: HeatScales = { all: undefined, rows: [], columns: [] };
  if (heat === "off") return none;
  if (heat === "row") return { ...none, rows: values.map(heatRange) };
  if (heat === "column") {
    return { ...none, columns: (values[0] ?? []).map((_, column) => heatRange(values.map((row) => row[column]))) };
  }
  return { ...none, all: heatRange(values.flat()) };
}

/** The range that colours a cell. */
export function scaleOf(scales: HeatScales, row: number, column: number): HeatRange | undefined {
  return scales.all ?? scales.rows[row] ?? scales.columns[column];
}
