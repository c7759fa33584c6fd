import { cell } from "../../../domain/cell.ts";
import type { CountingNews, DraftChoice, MappingDraft } from "../../../domain/mapping-draft.ts";
import { UserError } from "../../../errors.ts";
import { common, use } from "../../input/key-rows.ts";
import { notice } from "../../state/app-state.ts";
import type { Mapper } from "../../state/core.ts";
import { type Item, matching } from "../../state/overlay.ts";
import { type At, defineScreen, type Picker } from "../../state/screen.ts";
import { wordsInLines } from "../../widgets/block.ts";
import { seg } from "../../widgets/line.ts";
import { linesView } from "../lines-view.tsx";
import { changesText, mappingChips, mappingLines } from "./mapping-view.ts";
import { type MappingEffect, madeFrom, mappingCursor, reduceMapping, say } from "./reduce.ts";
import { initialMapping, isOutright, itemUnderCursor, type MappingState, withDraft } from "./state.ts";

/** The result of an effect. */
type MappingNews =
  | { readonly kind: "changed"; readonly draft: MappingDraft | undefined }
  | { readonly kind: "failed"; readonly text: string }
  | CountingNews;

/** The proposed mapping of files that are not understood, to be checked, changed and accepted. */
export const mapping = defineScreen<MappingState>({
  id: "mapping",
  title: "Map your files",
  about:
    "The totals, how the data is read and could be read otherwise, and where each table comes from. Nothing is written until you press a.",
  keys: [
    use("accept", ["a"], "accept", "Write the mapping, build from it and open the cohorts", 4),
    use("change", ["enter"], "change", "Take the next reading, or choose the column or file that this comes from", 5),
    use("keep", ["space"], "keep", "Confirm this reading, so that it is no longer an assumption", 8),
    ...common("nextStep", "previousStep", "leaveOut"),
  ],
  keyWords: {
    next_step: { description: "Go to the next line that is not certain" },
    previous_step: { description: "Go to the previous line that is not certain" },
    leave_out: { description: "Leave this column or table out, or bring it back" },
  },
  handles: ["back", "undo", "next_screen", "previous_screen"],
  isBeforeData: true,

  initial({ mapper }) {
    if (mapper === undefined) throw new Error("the mapping screen needs a draft");
    return initialMapping(mapper.draft);
  },
  reduce: reduceMapping,
  pickers: {
    gap_column: picker(({ state }) => nameHere(state)),
    source_column: picker(({ state }) =>
      isOutrightHere(state) ? "Amounts are in" : `${nameHere(state)} is made from`,
    ),
    source_file: picker(({ state }) => `${nameHere(state)} is made from`),
  },
  ...mappingCursor,
  news({ state }, news) {
    const came = news as MappingNews;
    if (came.kind === "counting") return { state: { ...state, counting: came.done } };
    if (came.kind === "not_counted") return { state: { ...state, counting: { failed: came.text } } };
    if (came.kind === "counted") return counted(state, came);
    const rested = { ...state, isBusy: false };
    if (came.kind === "failed")
      return {
        state: { ...rested, draft: state.before ?? state.draft, before: undefined },
        ...notice(cell(came.text), "error"),
      };
    return came.draft === undefined
      ? { state: rested, ...say("Nothing to undo") }
      : { state: withDraft(rested, came.draft) };
  },
  perform: (effect, { mapper, accepted }) => performed(effect as MappingEffect, mapper, accepted),

  queries: () => ({}),
  slots: () => [],
  View: linesView(({ state, size }) => mappingLines(state, size)),
  right: ({ state }) => [seg(cell(state.draft.source))],
  chips: ({ state }) => mappingChips(state),
  status: ({ state }) => (state.isBusy ? "trying it on the files …" : undefined),
  spoken: ({ state }) => wordsInLines(mappingLines(state, { columns: 200, rows: 56 })),

  sqlTitle: "grounds.yml as it would be written",
  sql: ({ state }) => [{ sql: state.draft.text, params: [] }],
  exportOf: () => "There is no data to write yet: a builds it",
});

/** The draft of all rows, and what it changes; the user's own changes are in it. */
function counted(state: MappingState, { draft, changes }: Extract<CountingNews, { readonly kind: "counted" }>) {
  const news =
    changes.length === 0
      ? say("Every row is counted: nothing else changed")
      : notice(`Every row is counted: ${changesText(changes)}`);
  return { state: { ...withDraft(state, draft), counting: undefined, changes }, ...news };
}

/** The columns or files that something can come from. */
function picker(title: (at: At<MappingState>) => string): Picker<MappingState> {
  return {
    title,
    items({ state }, { input }) {
      return matching(choicesHere(state).map(itemOf), input);
    },
    accept: ({ state }, _, chosen) => madeFrom(state, chosen),
  };
}

function itemOf({ value, label, detail }: DraftChoice): Item {
  return { value, label: cell(label), detail: cell(detail) };
}

function choicesHere(state: MappingState): readonly DraftChoice[] {
  const item = itemUnderCursor(state);
  if (item?.kind === "gap") return item.gap.choices;
  if (item?.kind === "column") return item.column.choices;
  return item?.kind === "table" ? item.table.choices : [];
}

function nameHere(state: MappingState): string {
  const item = itemUnderCursor(state);
  if (item?.kind === "gap") return `The ${item.gap.role} is in`;
  if (item?.kind === "column") return `${item.table.table}.${item.column.column}`;
  return item?.kind === "table" ? item.table.table : "";
}

function isOutrightHere(state: MappingState): boolean {
  const item = itemUnderCursor(state);
  return item?.kind === "column" && isOutright(item.column);
}

async function performed(
  effect: MappingEffect,
  mapper: Mapper | undefined,
  accepted: ((file: string) => void) | undefined,
): Promise<MappingNews | undefined> {
  if (mapper === undefined) return undefined;
  try {
    if (effect.kind === "change") return { kind: "changed", draft: await mapper.change(effect.change) };
    accepted?.(await mapper.accept());
    return undefined;
  } catch (error) {
    const text = error instanceof UserError ? `${error.message}: ${error.why} ${error.next}` : String(error);
    return { kind: "failed", text };
  }
}
