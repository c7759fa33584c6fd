import type { Question } from "../../analysis/investigation.ts";
import type { Switching } from "../../analysis/switching.ts";
import type { AnyInvestigation } from "../../analysis/totals/totals-investigation.ts";
import type { Audiences, SendPreview } from "../../domain/activation.ts";
import type { Catalog } from "../../domain/catalog.ts";
import type { CohortGrid } from "../../domain/cohort.ts";
import type { DataSet } from "../../domain/data-set.ts";
import type { FilePage } from "../../domain/file-page.ts";
import type { Integrity } from "../../domain/integrity.ts";
import type { Pipeline } from "../../domain/pipeline.ts";
import type { RowPage, SliceResult } from "../../domain/slice-result.ts";
import type { Core } from "./core.ts";
import type { Answer } from "./core-query.ts";
import type { Keymap } from "./keymap.ts";
import type { Queries, Slot } from "./queries.ts";

/** What the reducer and the views may read besides the state: the catalog and the current answers. */
export interface AppData {
  /** The user's key bindings. */
  readonly keymap: Keymap;
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly slot: (name: string) => Slot | undefined;
  /** Whether a pending answer is slow. */
  readonly isSlow: () => boolean;
  readonly grid: () => CohortGrid | undefined;
  readonly slice: (name: string) => SliceResult | undefined;
  readonly page: () => { readonly page: RowPage; readonly offset: number } | undefined;
  /** Rows that match a search. */
  readonly found: () => RowPage | undefined;
  /** A page of figures, such as the lines of a file beside the source with their actual figures. */
  readonly filePage: (of: FilePage) => RowPage | undefined;
  /** The answer to the user's own query. */
  readonly ownSql: () => RowPage | undefined;
  readonly investigation: () => AnyInvestigation | undefined;
  readonly homeQuestion: () => Question | undefined;
  readonly switching: () => Switching | undefined;
  readonly pipeline: () => Pipeline | undefined;
  /** Undefined while being read; an answer without audiences means that there is nowhere to record what is sent. */
  readonly audiences: () => { readonly audiences: Audiences | undefined } | undefined;
  readonly sendPreview: () => SendPreview | undefined;
  readonly integrity: () => Integrity | undefined;
  /** A value derived from an answer, computed once for as long as the answer stays. */
  readonly derived: <Of extends object, Made>(make: (of: Of, data: AppData) => Made, of: Of) => Made;
}

/** The data of a core's answers. */
export function createData(core: Core, queries: Queries, keymap: Keymap): AppData {
  const answer = <Kind extends Answer["kind"]>(
    slot: string,
    kind: Kind,
  ): Extract<Answer, { kind: Kind }> | undefined => {
    const found = queries.slot(slot)?.answer;
    return found?.kind === kind ? (found as Extract<Answer, { kind: Kind }>) : undefined;
  };
  const made = new WeakMap<object, WeakMap<object, { readonly value: unknown }>>();
  const data: AppData = {
    keymap,
    get catalog() {
      return core.catalog;
    },
    get dataSet() {
      return core.dataSet;
    },
    slot: queries.slot,
    isSlow: queries.isSlow,
    grid: () => answer("grid", "grid")?.grid,
    slice: (name) => answer(name, "slice")?.result,
    page: () => answer("page", "page"),
    filePage: (of) => answer(`file_page:${of}`, "page")?.page,
    ownSql: () => answer("own_sql", "page")?.page,
    found: () => answer("found", "page")?.page,
    investigation: () => answer("investigation", "investigation")?.investigation,
    switching: () => answer("switching", "switching")?.switching,
    pipeline: () => answer("pipeline", "pipeline")?.pipeline,
    audiences: () => answer("audiences", "audiences"),
    sendPreview: () => answer("send_preview", "send_preview")?.preview,
    integrity: () => answer("integrity", "integrity")?.integrity,
    homeQuestion: () => answer("question", "question")?.question,
    derived<Of extends object, Made>(make: (of: Of, data: AppData) => Made, of: Of): Made {
      const known = made.get(make) ?? new WeakMap();
      made.set(make, known);
      const found = known.get(of) ?? { value: make(of, data) };
      known.set(of, found);
      return found.value as Made;
    },
  };
  return data;
}
