import type { Question } from "../../analysis/investigation.ts";
import type { Stories, Story } from "../../analysis/story.ts";
import type { Switching, SwitchingAsked } from "../../analysis/switching.ts";
import type { AnyQuestion } from "../../analysis/totals/question.ts";
import type { AnyInvestigation } from "../../analysis/totals/totals-investigation.ts";
import type {
  ActivationProgress,
  ActivationRun,
  Audience,
  Audiences,
  Send,
  SendPreview,
} from "../../domain/activation.ts";
import type { BusinessEvent } from "../../domain/business-event.ts";
import type { Catalog } from "../../domain/catalog.ts";
import type { CohortGrid, CohortQuery } from "../../domain/cohort.ts";
import type { DataSet } from "../../domain/data-set.ts";
import type { FilePage } from "../../domain/file-page.ts";
import type { Integrity } from "../../domain/integrity.ts";
import type { ListingOrder } from "../../domain/listing-order.ts";
import type { CountingNews, DraftChange, MappingDraft } from "../../domain/mapping-draft.ts";
import type { Pipeline, PipelineRows } from "../../domain/pipeline.ts";
import type { SegmentRule } from "../../domain/saved-segment.ts";
import type { SavedView } from "../../domain/saved-view.ts";
import type { Slice } from "../../domain/slice.ts";
import type { RowPage, SliceResult } from "../../domain/slice-result.ts";

/** Everything the screens may ask; the commands use the same functions. All reject with UserError or an AbortError. */
export interface Core {
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  cohorts(query: CohortQuery, signal: AbortSignal): Promise<CohortGrid>;
  slice(slice: Slice, signal: AbortSignal): Promise<SliceResult>;
  rows(slice: Slice, page: OrderedPage, signal: AbortSignal): Promise<RowPage>;
  customers(slice: Slice, page: OrderedPage, signal: AbortSignal): Promise<RowPage>;
  /** The rows of a listing that contain a text, each after its position in the whole. */
  findRows(search: RowSearch, signal: AbortSignal): Promise<RowPage>;
  /** A file of figures beside the source, with its actual figures; rejects if there is none. */
  filePage(of: FilePage, signal: AbortSignal): Promise<RowPage>;
  /** The first rows of the user's own query. */
  ownSql(text: string, signal: AbortSignal): Promise<RowPage>;
  /** Everything known about one customer, in order of time. */
  customer(id: string, signal: AbortSignal): Promise<RowPage>;
  /** The home question for this data: the last quarter both of whose ends are mature against the year before. */
  homeQuestion(signal: AbortSignal): Promise<Question>;
  investigate(
    question: AnyQuestion,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<AnyInvestigation>;
  /** What the same customers changed from and to. */
  switching(asked: SwitchingAsked, signal: AbortSignal): Promise<Switching>;
  /** What was read, what was left out and why, and what missing data rules out. */
  integrity(signal: AbortSignal): Promise<Integrity>;
  /** How the warehouse was built. */
  pipeline(signal: AbortSignal): Promise<Pipeline>;
  /** Rows of a model, rows that fail a check, or records that were not loaded. */
  pipelineRows(of: PipelineRows, page: Page, signal: AbortSignal): Promise<RowPage>;
  /** Writes everything in a view and resolves to the path and the number of rows. */
  exportView(
    view: ExportView,
    file: string,
    overwrite: boolean,
  ): Promise<{ readonly file: string; readonly rows: number }>;
  /** Named views; absent if there is nowhere to save them. */
  readonly views?: ViewKeeper;
  /** Saves an addition beside the source; absent if the data does not come from there. */
  add?(addition: Addition, signal: AbortSignal): Promise<Added>;
  /** Sends audiences; absent if there is nowhere to record what was sent. */
  readonly activator?: Activator;
  /** Notes on investigations; absent if there is nowhere to save them. */
  readonly notes?: NoteKeeper;
  /** Releases the data; no calls are allowed afterwards. */
  close(): Promise<void>;
}

/** What the user adds to the data: an event, or a segment, which replaces the rule of that name if `isReplacing`. */
export type Addition =
  | { readonly kind: "segment"; readonly segment: SegmentRule; readonly isReplacing: boolean }
  | { readonly kind: "event"; readonly event: BusinessEvent };

/** The data with an addition. */
export interface Added {
  readonly core: Core;
  /** What was saved, in a sentence. */
  readonly said: string;
}

/** Which rows of a listing. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface OrderedPage extends Page {
  readonly order?: ListingOrder | undefined;
}

/** A text to find in order lines or customers. */
export interface RowSearch {
  readonly of: "lines" | "customers";
  readonly slice: Slice;
  readonly order?: ListingOrder | undefined;
  readonly text: string;
}

/** Saves named views beyond this session; each change resolves to all views after it, by name. */
export interface ViewKeeper {
  readonly all: readonly SavedView[];
  save(view: SavedView): Promise<readonly SavedView[]>;
  remove(name: string): Promise<readonly SavedView[]>;
}

/** Audiences and sending them. All reject with UserError. */
export interface Activator {
  audiences(): Promise<Audiences>;
  preview(send: Send, signal: AbortSignal): Promise<SendPreview>;
  /** Adds an audience or replaces its rule, and resolves to the file it is saved in. */
  save(audience: Pick<Audience, "name" | "slice">): Promise<string>;
  send(
    send: Send,
    onProgress: (progress: ActivationProgress | { readonly waiting: string }) => void,
    signal: AbortSignal,
  ): Promise<ActivationRun>;
}

/** Saves the analysts' notes on investigations, by question. */
export interface NoteKeeper {
  readonly stories: Stories;
  /** Why existing notes could not be read; nothing is saved then. */
  readonly problem?: string;
  save(key: string, story: Story): Promise<void>;
}

export type ExportView =
  | { readonly kind: "cohorts"; readonly query: CohortQuery }
  | { readonly kind: "slice"; readonly slice: Slice }
  | { readonly kind: "lines" | "customers"; readonly slice: Slice; readonly order?: ListingOrder | undefined }
  | { readonly kind: "customer"; readonly customer: string }
  | { readonly kind: "file_page"; readonly of: FilePage }
  | { readonly kind: "own_sql"; readonly text: string }
  | { readonly kind: "pipeline"; readonly of: PipelineRows }
  | { readonly kind: "switching"; readonly asked: SwitchingAsked }
  | { readonly kind: "report"; readonly investigation: AnyInvestigation; readonly story: Story };

/** A mapping in the making, before there is any data. All reject with UserError. */
export interface Mapper {
  readonly draft: MappingDraft;
  /** Follows how all rows are read, if the draft is of samples: the latest news at once, then each. Returns how to stop. */
  readonly follow?: (take: (news: CountingNews) => void) => () => void;
  /** The draft after a change; undefined if there is nothing to undo. */
  change(change: DraftChange): Promise<MappingDraft | undefined>;
  /** Writes the mapping and resolves to its path; not before all rows are counted. */
  accept(): Promise<string>;
  /** Releases the files; no calls are allowed afterwards. */
  close(): Promise<void>;
}
