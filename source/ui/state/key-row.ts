import type { ActionName } from "./actions.ts";

/** A row of the key table. */
export interface KeyRow {
  readonly action: ActionName;
  /** Names of keys, the one to display first. */
  readonly keys: readonly string[];
  /** For the footer: a word or two. */
  readonly label: string;
  /** For help, palette and README: what it does, starting with a verb. */
  readonly description: string;
  /** Other names that the palette finds it by. */
  readonly synonyms?: string | undefined;
  readonly group: "move" | "look" | "go" | "use";
  /** Place in the footer, most useful first; absent: only in help and palette. */
  readonly footer?: number;
  /** Also works before there is data. */
  readonly isBeforeData?: boolean;
}

/** How a screen words rows of the key table, where its own meaning of a key is narrower. */
export type KeyWords = Readonly<Partial<Record<ActionName, Partial<Pick<KeyRow, "label" | "description" | "footer">>>>>;
