import type { BuildEvent, CopyEvent } from "../../domain/build-event.ts";

/**
 * Events before the first grid: writing the demo's files or copying a source, then building the warehouse; or opening tables
 * elsewhere.
 */
export type LaunchEvent =
  | BuildEvent
  | CopyEvent
  | { readonly type: "looking"; readonly at: string }
  | { readonly type: "generating"; readonly what: string; readonly rows: number; readonly of: number | undefined };
