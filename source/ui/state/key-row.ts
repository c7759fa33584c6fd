import type { ActionName } from "./actions.ts";

/** A row of the key table. */
export interface KeyRow {
  readonly action: ActionName;
  /** Names of keys, the one to show first in front. */
  readonly keys: readonly string[];
  /** For the footer: a word or two. */
  readonly label: string;
  /** For help, palette and README: what it does, beginning with a verb. */
  readonly description: string;
  /** What else people call it: the palette finds it by these words too. */
  readonly synonyms?: string | undefined;
  readonly group: "move" | "look" | "go" | "use";
  /** Place in the footer, most useful first; none: only in help and palette. */
  readonly footer?: number;
  /** Makes sense before there is data, too. */
  readonly isBeforeData?: boolean;
}
