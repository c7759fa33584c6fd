import type { BuildEvent } from "../../domain/build-event.ts";

/** What happens before the first grid: writing the demo's files, then building the warehouse. */
export type LaunchEvent =
  | BuildEvent
  | { readonly type: "generating"; readonly what: string; readonly rows: number; readonly of: number | undefined };
