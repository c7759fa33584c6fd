import type { Model } from "../project/compile.ts";
import { isRecord } from "../project/read-project.ts";

/** How rows of a model follow from rows of its inputs, from its `.yml`: `config: { meta: { renewed: { key, by } } }`. */
export interface RenewedBy {
  /** Columns whose values tell which rows are rebuilt together. */
  readonly key: readonly string[];
  /**
   * Per input, the columns that match its rows to rows of the model, in one way or several; no row of the model depends on other
   * rows of the input. The first input has every key; the columns of others are the key or columns of the first input too. An
   * input without a way changes only in rows whose key also changes in the first input.
   */
  readonly by: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Undefined if a model can only be rebuilt in full. */
export function renewedByOf({ described }: Pick<Model, "described">): RenewedBy | undefined {
  const { renewed } = described.meta;
  if (!isRecord(renewed) || !isRecord(renewed.by)) return undefined;
  const by = Object.entries(renewed.by).map(([input, columns]) => [input, waysIn(columns)] as const);
  return { key: namesIn(renewed.key), by: new Map(by) };
}

/** A column, a list of columns, or a list of such lists. */
function waysIn(columns: unknown): readonly (readonly string[])[] {
  if (!Array.isArray(columns)) return [namesIn(columns)];
  return columns.every(Array.isArray) ? columns.map(namesIn) : [namesIn(columns)];
}

/** A column or a list of columns. */
export function namesIn(columns: unknown): readonly string[] {
  return [columns].flat().map(String);
}
