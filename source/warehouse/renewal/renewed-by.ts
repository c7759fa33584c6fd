import type { Model } from "../project/compile.ts";
import { isRecord } from "../project/read-project.ts";

/** How rows of a model follow from rows of its inputs, from its `.yml`: `config: { meta: { renewed: { key, by } } }`. */
export interface RenewedBy {
  /** Columns whose values tell which rows are rebuilt together. */
  readonly key: readonly string[];
  /**
   * Per input, the columns by which its rows belong to rows of the model: of the rest of the input, they are independent. The
   * first input has every key; the columns of others are either the key, or columns of the first input too. Without columns:
   * an input whose rows change only along with those of the first input that have their key.
   */
  readonly by: ReadonlyMap<string, readonly string[]>;
}

/** Undefined if a model can only be rebuilt in full. */
export function renewedByOf({ described }: Pick<Model, "described">): RenewedBy | undefined {
  const { renewed } = described.meta;
  if (!isRecord(renewed) || !isRecord(renewed.by)) return undefined;
  const by = Object.entries(renewed.by).map(([input, columns]) => [input, namesIn(columns)] as const);
  return { key: namesIn(renewed.key), by: new Map(by) };
}

function namesIn(columns: unknown): readonly string[] {
  return [columns].flat().map(String);
}
