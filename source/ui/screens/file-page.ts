import type { FilePage } from "../../domain/file-page.ts";
import { counted } from "../../domain/format.ts";
import type { RowPage } from "../../domain/slice-result.ts";
import { alsoCalled, commonRows, go } from "../input/key-rows.ts";
import { keyOf } from "../input/keymap.ts";
import { asked } from "../questions/ask.ts";
import type { Why, WhyContext } from "../questions/why.ts";
import type { PointedLine } from "../questions/why-elsewhere.ts";
import type { ActionName } from "../state/actions.ts";
import type { Size } from "../state/app-state.ts";
import { cycled } from "../state/cycled.ts";
import type { KeyRow } from "../state/key-row.ts";
import { type AnyScreen, type At, defineScreen, type Picker } from "../state/screen.ts";
import { type Cursor, originCursor } from "../state/viewport.ts";
import { filledLines } from "../widgets/block.ts";
import { fitLine, type Line, restyle, seg, textOf, wrapText } from "../widgets/line.ts";
import { pageTable } from "../widgets/page-table.ts";
import { absentLines, type FileForm } from "./absent-file.ts";
import { cutLines } from "./cut-texts.ts";
import { linesView } from "./lines-view.tsx";
import { pageLines, pageParts, valueWords } from "./page.ts";

export interface FilePageState {
  readonly cursor: Cursor;
  /** The page that is shown. */
  readonly shown: PageAbout;
}

/** What a page is drawn from. */
export interface DrawnPage {
  readonly page: RowPage;
  readonly cursor: Cursor;
  readonly size: Size;
  readonly currency: string;
}

/** One page of figures. */
interface PageAbout {
  readonly of: FilePage;
  /** The file beside the source, or what the figures are. */
  readonly name: string;
  /** The word for one row. */
  readonly row: string;
  readonly exportsTo: string;
  /** How to write the file, if the page is of one. */
  readonly form?: FileForm;
  /** Draws the page instead of a table: as lines from the top of the body, one per row from the second line on. */
  readonly drawn?: (page: DrawnPage) => readonly Line[];
  /** Why its figures cannot be explained, where those of other pages can. */
  readonly noWhy?: string;
  /** The action that adds to the file. */
  readonly addedBy?: ActionName;
}

interface About extends Pick<AnyScreen, "id" | "title" | "about" | "keyWords"> {
  readonly pages: readonly [PageAbout, ...PageAbout[]];
  readonly jump: Parameters<typeof go>;
  /** Other words by which the palette finds it. */
  readonly alsoCalled: string;
  /** Why a figure of a line has its value, if that can be asked. */
  readonly why?: (pointed: PointedLine, context: WhyContext) => Why;
  /** A key that adds to the file, and its list. */
  readonly adds?: { readonly row: KeyRow; readonly picker: Picker<FilePageState> };
}

const { moved, ...parts } = pageParts<FilePageState>(
  (at) => {
    const page = shownIn(at);
    return page && { page, offset: 0 };
  },
  (at) => linesBelow(shownIn(at), at).length,
);

/** A screen for files of figures beside the source, each line with its actual results beside it; `v` turns its pages. */
export function filePageScreen({ id, title, about, pages, jump, why, adds, keyWords, ...words }: About) {
  /** Whether no other page has anything to show: there is one, or all are of the same file, which is missing. */
  const isAlone = (at: Shown) =>
    pages.every(({ form }) => form === at.state.shown.form) &&
    (pages.length === 1 || shownIn(at)?.missing !== undefined);
  return defineScreen<FilePageState>({
    id,
    title,
    about,
    keys: [
      ...(why === undefined ? [] : [commonRows.why]),
      ...(pages.length === 1 ? [] : [commonRows.view]),
      ...(adds === undefined ? [] : [adds.row]),
    ],
    keyWords: { view: { description: `Switch between ${pages.map(({ name }) => name).join(" and ")}` }, ...keyWords },
    jumps: [{ row: alsoCalled(words.alsoCalled, go(...jump)) }],
    ...(adds === undefined ? {} : { pickers: { [adds.row.action]: adds.picker } }),

    initial: () => ({ cursor: originCursor, shown: pages[0] }),
    reduce(at, name: ActionName, count) {
      const { state, data } = at;
      const page = shownIn(at);
      const line = page?.rows[state.cursor.row];
      if (name === "why" && why !== undefined && page !== undefined && line !== undefined) {
        const pointed = { columns: page.columns, line, column: page.columns[state.cursor.column] };
        return asked((context) => why(pointed, context), data);
      }
      if (name === "view") {
        return { state: { cursor: originCursor, shown: cycled(pages, state.shown, count) } };
      }
      return moved(at, name, count);
    },
    ...parts,
    reasonAgainst(at, action) {
      if (action === "why" && at.state.shown.noWhy !== undefined) return at.state.shown.noWhy;
      return needsRows.includes(action) || (action === "view" && isAlone(at)) ? whyNoRows(at) : undefined;
    },
    analysis: ({ shown }) => shown.of,

    queries: ({ state: { shown } }) => ({ [`file_page:${shown.of}`]: { kind: "file_page", of: shown.of } }),
    slots: ({ state }) => [`file_page:${state.shown.of}`],
    View: linesView((at, isStale) => absentIn(at) ?? linesOf(at, shownIn(at), isStale)),
    chips(at) {
      const page = shownIn(at);
      const key = isAlone(at) ? "" : keyOf(at.data.keymap, "view");
      return [{ key, text: chipText(at.state.shown, page), isSet: page?.missing === undefined }];
    },
    spoken(at) {
      const { state, size } = at;
      const page = shownIn(at);
      const record = page?.rows[state.cursor.row];
      const absent = absentIn({ ...at, size: { ...size, columns: 200 } });
      if (absent !== undefined) return absent.map(textOf).filter((text) => text.trim() !== "");
      if (page === undefined || record === undefined)
        return [`There is nothing in ${state.shown.name}.`, ...(page?.notes ?? [])];
      const words = valueWords(page, record).join(", ");
      return [`Row ${state.cursor.row + 1} of ${page.total}: ${words}.`, ...(page.notes ?? [])];
    },

    exportOf(at) {
      const page = shownIn(at);
      const { of, exportsTo } = at.state.shown;
      return { view: { kind: "file_page", of }, file: exportsTo, rows: page?.total };
    },
  });
}

/** What a page without its file has nothing for. */
const needsRows: readonly ActionName[] = ["why", "export", "sql", "copy_cell", "copy_row", "copy_table"];

function whyNoRows(at: Pick<Shown, "state" | "data">): string | undefined {
  const { form, name } = at.state.shown;
  return shownIn(at)?.missing === undefined ? undefined : `There is no ${form?.file ?? name} yet`;
}

/** `plan.csv · 13 lines`. */
function chipText({ name, row, form }: PageAbout, page: RowPage | undefined): string {
  if (page === undefined) return name;
  if (page.missing !== undefined) return `${form?.file ?? name} · not there yet`;
  return `${name} · ${counted(page.total)} ${row}${page.total === 1 ? "" : "s"}`;
}

type Shown = Pick<At<FilePageState>, "state" | "data" | "size">;

function shownIn({ state, data }: Pick<Shown, "state" | "data">): RowPage | undefined {
  return data.filePage(state.shown.of);
}

/** How to make the file of the page, where there is none. */
function absentIn(at: Shown): readonly Line[] | undefined {
  const { form, addedBy } = at.state.shown;
  const missing = shownIn(at)?.missing;
  if (missing === undefined || form === undefined) return undefined;
  const add = addedBy === undefined ? "" : keyOf(at.data.keymap, addedBy);
  return absentLines({ missing, form, add }, at.size.columns);
}

function linesOf({ state, data, size }: At<FilePageState>, page: RowPage | undefined, isStale: boolean) {
  if (page === undefined) return [];
  const below = linesBelow(page, { state, size });
  const room = { ...size, rows: size.rows - below.length };
  const { drawn } = state.shown;
  if (drawn !== undefined && page.rows.length > 0) {
    const lines = drawn({ page, cursor: state.cursor, size: room, currency: data.dataSet.currency });
    const body = filledLines(lines, room.rows);
    return [...(isStale ? body.map((line) => restyle(line, "muted")) : body), ...below];
  }
  const table = data.derived(pageTable, page);
  return [...pageLines({ page, offset: 0, table, cursor: state.cursor, size: room, isStale }), ...below];
}

/** Below the table: what its columns cut of the row under the cursor, and the notes. */
function linesBelow(page: RowPage | undefined, { state, size }: Pick<Shown, "state" | "size">): readonly Line[] {
  if (page === undefined) return [];
  return [...cutLines(page, state.cursor.row, size.columns), ...noteLines(page, size.columns)];
}

const maxNotes = 4;

/** Notes on the rows, below them: whole if there are few, otherwise one per line, with those beyond the first few counted. */
function noteLines({ notes = [] }: RowPage, columns: number): readonly Line[] {
  const whole = notes.flatMap((note) => wrapText(note, columns - 2));
  if (whole.length <= maxNotes) return whole.map((note): Line => [seg(` ${note}`, "warning")]);
  const more = notes.length - maxNotes;
  const shown = more > 0 ? [...notes.slice(0, maxNotes - 1), `and ${more + 1} notes more`] : notes;
  return shown.map((note) => fitLine([seg(` ${note}`, "warning")], columns));
}
