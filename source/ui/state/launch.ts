import type { Core, Mapper } from "./core.ts";
import type { LaunchEvent } from "./launch-event.ts";

/** How the screens come to their data. */
export interface Launch {
  /** Brings the warehouse up to date; ends at once where it is. Absent: there is nothing to build. */
  readonly build?: (signal: AbortSignal) => AsyncIterable<LaunchEvent>;
  /** What is said once the data was read anew, where nothing is built here. */
  readonly readAnew?: string;
  /** Opens what was built. */
  readonly load: () => Promise<Core>;
  /** Hands over what other processes build of it from now on; returns what ends it. */
  readonly newer?: (take: (core: Core) => void) => () => void;
  /** Whether there is something to load without building. */
  readonly hasBuiltBefore?: () => boolean;
  /**
   * A mapping for a source that could not be built for want of one; undefined where that is not what was wrong. Without an
   * error: the one that was accepted, to be changed. Telling progress (0 to 1) means that files are being read for it.
   */
  readonly map?: (
    error: Error | undefined,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ) => Promise<Mapper | undefined>;
}

/** What a launch begins with: building, loading what was built before, or changing the mapping that was accepted. */
export type LaunchMode = "update" | "load" | "map";
