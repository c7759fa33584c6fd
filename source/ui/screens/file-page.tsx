import type { ReactNode } from "react";
import { cell } from "../../domain/cell.ts";
import type { FilePage } from "../../domain/file-page.ts";
import type { RowPage } from "../../domain/slice-result.ts";
import { alsoCalled, commonRows, go } from "../input/key-rows.ts";
import { asked } from "../questions/ask.ts";
import type { Why, WhyContext } from "../questions/why.ts";
import type { PointedLine } from "../questions/why-elsewhere.ts";
import { type At, defineScreen, type ViewProps } from "../state/screen.ts";
import { type Cursor, inView, moveCursor, originCursor, rowAt } from "../state/viewport.ts";
import { useTheme } from "../theme/use-theme.ts";
import { fitLine, type Line, paint, seg } from "../widgets/line.ts";
import { pageExtent, pageLines } from "../widgets/page-lines.ts";
import { pageTable } from "../widgets/page-table.ts";
import { Rows } from "../widgets/rows.tsx";

interface FilePageState {
  readonly cursor: Cursor;
}

interface About {
  readonly title: string;
  readonly about: string;
  /** The file beside the source. */
  readonly file: string;
  readonly jump: Parameters<typeof go>;
  /** Other words by which the palette finds it. */
  readonly alsoCalled: string;
  readonly exportsTo: string;
  /** Why a figure of a line has its value, if that can be asked. */
  readonly why?: (pointed: PointedLine, context: WhyContext) => Why;
}

/** A screen for a file of figures beside the source, each line with its actual results beside it. */
export function filePageScreen(id: FilePage, { title, about, file, jump, exportsTo, why, ...words }: About) {
  return defineScreen<FilePageState>({
    id,
    title,
    about,
    keys: why === undefined ? [] : [commonRows.why],
    jumps: [{ row: alsoCalled(words.alsoCalled, go(...jump)) }],

    initial: () => ({ cursor: originCursor }),
    reduce({ state, data, size }, name, count) {
      const page = data.filePage();
      const line = page?.rows[state.cursor.row];
      if (name === "why" && why !== undefined && page !== undefined && line !== undefined) {
        const pointed = { columns: page.columns, line, column: page.columns[state.cursor.column] };
        return asked((context) => why(pointed, context), data);
      }
      const cursor = moveCursor(state.cursor, name, count, extentOf({ data, size }));
      return cursor === undefined ? {} : { state: { cursor } };
    },
    settle({ state, data, size }) {
      if (data.filePage() === undefined) return state;
      const cursor = inView(state.cursor, extentOf({ data, size }));
      return JSON.stringify(cursor) === JSON.stringify(state.cursor) ? state : { cursor };
    },
    target({ state, data, size }, _, y) {
      const cursor = rowAt(state.cursor, y - 1, extentOf({ data, size }));
      return cursor === state.cursor ? state : { cursor };
    },
    analysis: () => "",

    queries: () => new Map([["file_page", { kind: "file_page", of: id }]]),
    slots: () => ["file_page"],
    isReady: ({ data }) => data.filePage() !== undefined,
    View: FilePageView,
    chips: ({ data }) => [{ key: "", text: `${file} · ${data.filePage()?.total ?? 0} lines`, isSet: true }],
    spoken({ state, data }) {
      const page = data.filePage();
      const record = page?.rows[state.cursor.row];
      if (page === undefined || record === undefined) return [`There is no line in ${file}.`];
      const parts = page.columns.map((name, index) => `${name.replaceAll("_", " ")} ${cell(record[index])}`);
      return [`Row ${state.cursor.row + 1} of ${page.total}: ${parts.join(", ")}.`, ...(page.notes ?? [])];
    },

    row: ({ state, data }) => data.filePage()?.rows[state.cursor.row],
    column: ({ state }) => state.cursor.column,
    table({ data }) {
      const page = data.filePage();
      return page && [page.columns, ...page.rows];
    },
    sql: ({ data }) => data.filePage()?.sql ?? [],
    exportOf: ({ data }) => ({ view: { kind: "file_page", of: id }, file: exportsTo, rows: data.filePage()?.total }),
  });
}

function FilePageView({ at, isStale }: ViewProps<FilePageState>): ReactNode {
  const theme = useTheme();
  const lines = linesOf(at, isStale);
  return <Rows rows={lines.map((line) => paint(line, theme))} height={at.size.rows} />;
}

function linesOf({ state, data, size }: At<FilePageState>, isStale: boolean) {
  const page = data.filePage();
  if (page === undefined) return [];
  const notes = noteLines(page, size.columns);
  const table = data.derived(pageTable, page);
  const room = { ...size, rows: size.rows - notes.length };
  return [...pageLines({ page, table, cursor: state.cursor, size: room, isStale }), ...notes];
}

const maxNotes = 4;

/** Notes on the rows, below them: one per line, with those beyond the first few counted. */
function noteLines({ notes = [] }: RowPage, columns: number): readonly Line[] {
  const more = notes.length - maxNotes;
  const shown = more > 0 ? [...notes.slice(0, maxNotes - 1), `and ${more + 1} notes more`] : notes;
  return shown.map((note) => fitLine([seg(` ${note}`, "warning")], columns));
}

function extentOf({ data, size }: Pick<At<FilePageState>, "data" | "size">) {
  const page = data.filePage();
  const notes = page === undefined ? 0 : noteLines(page, size.columns).length;
  return pageExtent(page, { rows: size.rows - notes });
}
