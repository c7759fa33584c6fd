import type { StepTable } from "../../../analysis/investigation.ts";
import { stepFigure } from "../../../analysis/step-figure.ts";
import { cell } from "../../../domain/cell.ts";
import { alignPoints, formatOfUnit, unitSign } from "../../../domain/format.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import { type Line, type Segment, seg, wrapText } from "../../widgets/line.ts";

interface Column {
  readonly isText: boolean;
  readonly header: readonly string[];
  readonly unit: string;
  readonly texts: readonly string[];
  readonly width: number;
}

export interface StepTableOptions {
  readonly width: number;
  readonly currency: string;
  /** Rows that are results of the rows above. */
  readonly strong?: ReadonlySet<string>;
}

/** Maximum width of row names and lines of headers, roomiest first. */
const measures = [
  { name: 72, header: 13 },
  { name: 40, header: 13 },
  { name: 34, header: 9 },
  { name: 24, header: 7 },
] as const;

/** Least width of a table's column on screen. */
const minWidth = 8;

/** Blanks in a block of the names and one other column. */
const besideName = 3;

/** A table with at most this many rows that is too wide reads better as columns. */
const fewRows = 4;

/**
 * The whole table of a step: headers broken over lines, decimal points aligned. If it is too wide, a table of few rows is
 * transposed; of any other, the columns that do not fit go below, with the names of the rows repeated.
 */
export function stepTableLines(table: StepTable, options: StepTableOptions): readonly Line[] {
  const sideways = () => (table.rows.length <= fewRows ? inOneBlock(transposed(table, options), options) : undefined);
  return inOneBlock(table, options) ?? sideways() ?? inBlocks(table, options);
}

/** All columns beside each other; undefined if they do not fit. */
function inOneBlock(table: StepTable, options: StepTableOptions): readonly Line[] | undefined {
  const layouts = measures.map((measure) => blocks(columnsOf(table, options, measure), options.width));
  const whole = widened(table, options, layouts)?.[0];
  return whole === undefined ? undefined : blockLines(whole, table, options.strong);
}

/** Blocks below each other, with names as narrow as the widest column of figures demands. */
function inBlocks(table: StepTable, options: StepTableOptions): readonly Line[] {
  const figures = columnsOf(table, options, measures[2]).filter(({ isText }) => !isText);
  const room = options.width - besideName - Math.max(0, ...figures.map(({ width }) => width));
  const measure = { ...measures[2], name: Math.max(minWidth, Math.min(measures[2].name, room)) };
  return blocks(columnsOf(table, options, measure), options.width).flatMap((block, index) => [
    ...(index === 0 ? [] : [[]]),
    ...blockLines(block, table, options.strong),
  ]);
}

interface Measure {
  readonly name: number;
  readonly header: number;
}

type Blocks = readonly (readonly Column[])[];

/** The roomiest layout that fits, its names as wide as the line allows; undefined if none fits. */
function widened(table: StepTable, options: StepTableOptions, layouts: readonly Blocks[]): Blocks | undefined {
  const at = layouts.findIndex((found) => found.length === 1);
  const measure = measures[at];
  if (measure === undefined) return undefined;
  const used = (layouts[at]?.[0] ?? []).reduce((sum, column) => sum + column.width + 2, -1);
  const name = measure.name + Math.max(0, options.width - used);
  return blocks(columnsOf(table, options, { ...measure, name }), options.width);
}

function columnsOf(table: StepTable, options: StepTableOptions, measure: Measure): readonly Column[] {
  return table.columns
    .map((_, index) => columnOf(table, index, options, measure))
    .filter((column, index) => index === 0 || column.width > 0);
}

function columnOf(table: StepTable, index: number, options: StepTableOptions, measure: Measure): Column {
  const { currency } = options;
  const { label = "", unit = "text" } = table.columns[index] ?? {};
  if (unit === "text") {
    const texts = table.rows.map((row) => cell(row[index]));
    const width = Math.min(index === 0 ? measure.name : 100, Math.max(widthOf(cell(label)), ...texts.map(widthOf)));
    return { isText: true, header: [cell(label)], unit: "", texts, width };
  }
  const texts = alignPoints(
    table.rows.map((row, at) => stepFigure(table, at, index, { currency, isCell: true }) ?? cell(row[index])),
  );
  const numbers = Math.max(0, ...texts.map(widthOf));
  const most = Math.max(minWidth, options.width - besideName - minWidth);
  const header = headerLines(cell(label), Math.max(measure.header, numbers), most);
  const sign = unitSign(formatOfUnit(unit), currency);
  return { isText: false, header, unit: sign, texts, width: Math.max(numbers, widthOf(sign), ...header.map(widthOf)) };
}

/**
 * Broken at spaces, at `width` or the widest word; a period that is too long, between its ends. A word is broken only if it is
 * wider than `most`.
 */
function headerLines(label: string, width: number, most: number): readonly string[] {
  const words = label.split(" ").flatMap((word) => (widthOf(word) > width ? word.split(/(?<=\.\.)/) : [word]));
  return wrapText(words.join(" "), Math.min(most, Math.max(width, ...words.map(widthOf))));
}

/** Columns turned into rows, each number with its unit and sign. */
function transposed(table: StepTable, { currency }: StepTableOptions): StepTable {
  const [name, ...others] = table.columns;
  return {
    columns: [
      { label: name?.label ?? "", unit: "text" },
      ...table.rows.map((row) => ({ label: String(row[0]), unit: "number" as const })),
    ],
    rows: others.map(({ label }, index) => [
      label,
      ...table.rows.map((row, at) => stepFigure(table, at, index + 1, { currency }) ?? row[index + 1] ?? null),
    ]),
  };
}

/** Columns side by side while they fit; each further block repeats the first column, and cuts what is wider than the block. */
function blocks(columns: readonly Column[], width: number): Blocks {
  const [first, ...others] = columns;
  if (first === undefined) return [];
  const all: Column[][] = [[first]];
  let used = first.width + 1;
  for (const column of others) {
    if (used + 2 + column.width > width && (all.at(-1)?.length ?? 0) > 1) {
      all.push([first]);
      used = first.width + 1;
    }
    const fitted = Math.min(column.width, Math.max(minWidth, width - first.width - 3));
    all.at(-1)?.push({ ...column, width: fitted });
    used += 2 + fitted;
  }
  return all;
}

function blockLines(columns: readonly Column[], table: StepTable, strong: ReadonlySet<string> | undefined) {
  const height = Math.max(...columns.map((column) => column.header.length));
  const line = (textOf: (column: Column) => string, style: Segment["style"]): Line => [
    seg(" "),
    ...columns.flatMap((column, at) => [
      seg(at === 0 ? "" : "  "),
      seg(fitTo(textOf(column), column.width, column.isText ? "left" : "right"), style),
    ]),
  ];
  const headers = Array.from({ length: height }, (_, row) =>
    line((column) => column.header[row - (height - column.header.length)] ?? "", "label"),
  );
  const units = columns.some((column) => column.unit !== "") ? [line((column) => column.unit, "muted")] : [];
  const rows = table.rows.map((row, index) =>
    line((column) => column.texts[index] ?? "", strong?.has(String(row[0])) === true ? "strong" : "text"),
  );
  return [...headers, ...units, ...rows];
}
