import type { ActionLog } from "../action-log.ts";
import type { ExitCode } from "../errors.ts";

/** One option of a command: a switch without `value`, otherwise `--name VALUE`. */
export interface Option {
  readonly name: string;
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly description: string;
}

/** What was given on the command line, checked against the command's options. */
export interface Arguments {
  readonly positionals: readonly string[];
  has(name: string): boolean;
  /** The last value given, if any. */
  get(name: string): string | undefined;
  all(name: string): readonly string[];
}

/** Where a command writes: results to `out`, everything else to `log`; both replaced in tests. */
export interface Streams {
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly log: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly signal: AbortSignal;
  /** Receives the names of actions, for crash files. */
  readonly actions?: ActionLog;
}

/** The group of a command in `grounds --help`. */
export type CommandGroup = "analyse" | "own-data" | "connect";

export interface Command {
  readonly name: string;
  readonly group: CommandGroup;
  readonly summary: string;
  /** Its word, and what the word may be where that is known. */
  readonly positional?: { readonly name: string; readonly isRequired: boolean; readonly choices?: readonly string[] };
  readonly options: readonly Option[];
  run(args: Arguments, streams: Streams): Promise<ExitCode>;
}
