import type { DataSet, Size } from "./data-set.ts";
import type { Figure } from "./figure.ts";

export interface Context {
  readonly size: Size;
  readonly data: DataSet;
  /** How often each alternative is measured; parts may use fewer rounds for slow ones. */
  readonly rounds: number;
}

/** A part of the benchmark that can be run by itself. */
export interface Part {
  readonly name: string;
  readonly what: string;
  run(context: Context): Promise<readonly Figure[]>;
}
