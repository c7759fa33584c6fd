import type { BusinessEvent } from "./business-event.ts";
import type { BusinessWords } from "./business-words.ts";
import type { Conversion } from "./conversion.ts";
import type { FiscalCalendar } from "./fiscal-calendar.ts";

/** What the screens and reports say about the data they show. */
export interface DataSet {
  readonly name: string;
  /** Whether Grounds generated it. */
  readonly isSynthetic: boolean;
  /** First and last day with data. */
  readonly from: string;
  readonly to: string;
  /** The day after the last one. */
  readonly end: string;
  /** When the warehouse was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  /** Whether it replaced an older state while the screens were open. */
  readonly isLive?: boolean;
  /** Absent if the business's years are calendar years. */
  readonly fiscal?: FiscalCalendar | undefined;
  /** The day on which the business's weeks begin, 0 for Sunday to 6; absent: Monday. */
  readonly weekStart?: number | undefined;
  /** The business's words for what it sells. */
  readonly words: BusinessWords;
  /** ISO 4217. */
  readonly currency: string;
  readonly capabilities: readonly Capability[];
  /** What the mapping assumes and nobody has confirmed, with the totals of the other readings. */
  readonly assumptions: readonly string[];
  /** Totals of lines in other currencies, converted to this one; absent if none are converted. */
  readonly conversions?: readonly Conversion[];
  readonly inputs: readonly InputFile[];
  /** What happened to the business, in chronological order; absent: nothing is known. */
  readonly events?: readonly BusinessEvent[];
}

/** Data that a source may or may not have; `why` names the file that would provide it. */
export interface Capability {
  readonly name: string;
  readonly available: boolean;
  readonly why: string;
}

export interface InputFile {
  readonly table: string;
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
}
