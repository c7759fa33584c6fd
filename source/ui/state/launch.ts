import type { Core, Mapper } from "./core.ts";
import type { LaunchEvent } from "./launch-event.ts";

/** How the screens get their data. */
export interface Launch {
  /** Brings the warehouse up to date; ends at once if it already is. Absent: there is nothing to build. */
  readonly build?: (signal: AbortSignal) => AsyncIterable<LaunchEvent>;
  /** The message after a reload, if nothing is built here. */
  readonly readAnew?: string;
  /** Opens the built warehouse. */
  readonly load: () => Promise<Core>;
  /** Passes on newer warehouses that other processes build from now on; returns a function that stops it. */
  readonly newer?: (take: (core: Core) => void) => () => void;
  /** Whether there is a warehouse to open without building. */
  readonly hasBuiltBefore?: () => boolean;
  /**
   * A mapping for a source that could not be built without one; undefined if that was not the problem. Without an error: the
   * accepted mapping, to be changed. Reporting progress (0 to 1) means that files are being read for it.
   */
  readonly map?: (
    error: Error | undefined,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ) => Promise<Mapper | undefined>;
}

/** What the screens open with. */
export interface Opening {
  /** Link of the view to open. */
  readonly saved?: string | undefined;
  /** Whether that view is where the last visit ended, not one that was asked for now. */
  readonly isRestored?: boolean;
  /** Whether this data has never been opened before, so that the tour starts. */
  readonly isFirst?: boolean;
  /** Writes a crash report when a screen fails while being drawn; returns its file, if one could be written. */
  readonly onCrash?: (error: unknown) => string | undefined;
}

/** How a launch starts: by building, by opening the previous warehouse, or by changing the accepted mapping. */
export type LaunchMode = "update" | "load" | "map";
