/** A report before it is HTML or Markdown: plain texts (escaped when written) and formatted numbers. */
export interface ReportDocument {
  readonly title: string;
  /** The subject in one line: metric, customers, periods. */
  readonly subject: string;
  readonly tiles: readonly Tile[];
  readonly summary: readonly string[];
  /** The waterfall of the whole change, on the first page; absent if the analyst left the bridge out. */
  readonly waterfall?: WaterfallFigure;
  readonly warnings: readonly string[];
  readonly contents: readonly ContentsEntry[];
  readonly sections: readonly ReportSection[];
  readonly colophon: string;
}

/** One large number at the top. */
export interface Tile {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly tone: Tone;
}

export type Tone = "plain" | "gain" | "loss" | "strong" | "medium" | "quiet";

export interface Verdict {
  readonly words: string;
  readonly tone: Tone;
}

/** A line of the overview of steps. */
export interface ContentsEntry {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly contribution: string;
}

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly level: 2 | 3;
  readonly eyebrow?: string;
  readonly question?: string;
  readonly verdict?: Verdict;
  readonly paragraphs: readonly string[];
  readonly list?: readonly string[];
  /** The analyst's own words; line breaks are kept. */
  readonly note?: string;
  readonly figures: readonly SectionFigure[];
  readonly tables: readonly ReportTable[];
  readonly folds: readonly Fold[];
}

/** A part that is collapsed on screen; on paper its tables are expanded and its SQL is left out. */
export interface Fold {
  readonly summary: string;
  readonly paragraphs?: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly sql: readonly Sql[];
}

/** A statement without parameters that the report's engine can run on its tables. */
export interface Sql {
  /** The id of the table whose figures it returns, or that is made from its rows. */
  readonly tableId: string;
  readonly text: string;
}

export interface ReportTable {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
}

export interface ReportColumn {
  readonly label: string;
  readonly align: "text" | "number";
}

export interface ReportRow {
  readonly cells: readonly string[];
  readonly kind?: "subtotal" | "check";
}

/** A picture of a section. */
export type SectionFigure = LinesFigure | MixFigure;

export interface WaterfallFigure {
  readonly kind: "waterfall";
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly from: FigureTotal;
  readonly to: FigureTotal;
  readonly bars: readonly WaterfallBar[];
}

export interface FigureTotal {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

export interface WaterfallBar {
  readonly label: string;
  readonly contribution: number;
  readonly text: string;
  /** Ends of the interval and of the range over all orders, as contributions; absent if the bar is arithmetic alone. */
  readonly interval?: readonly [number, number];
  readonly order?: readonly [number, number];
}

/** A measure over the months of a year, one line per year. */
export interface LinesFigure {
  readonly kind: "lines";
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly lines: readonly FigureLine[];
  /** Months (`2024-02`) of the periods compared. */
  readonly marked: readonly string[];
  /** Months in which events began. */
  readonly events: readonly { readonly month: string; readonly text: string }[];
  readonly format: (value: number) => string;
}

export interface FigureLine {
  readonly label: string;
  readonly points: readonly { readonly month: string; readonly value: number | null }[];
}

/** Shares of categories in both periods. */
export interface MixFigure {
  readonly kind: "mix";
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly labels: readonly [base: string, compare: string];
  readonly rows: readonly {
    readonly label: string;
    readonly values: readonly [base: number, compare: number];
    readonly texts: readonly [base: string, compare: string];
  }[];
}
