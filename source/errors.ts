/** Exit codes that scripts rely on (a signal adds its number to 128). */
export const exitCode = { done: 0, failed: 1, usage: 2, badRows: 3, bug: 70 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What a failure tells: what happened, why, and what to do next. Never carries values of personal columns. */
export interface Message {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** A failure the user can act on. Thrown by its entry of the catalogue in the folder `errors`, never made elsewhere. */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** Which entry of the catalogue it is, as `source.absent`: stays the same when the words change. */
  readonly id: string;
  readonly why: string;
  readonly next: string;
  readonly code: ExitCode;

  constructor(id: string, { what, why, next }: Message, code: ExitCode = exitCode.failed) {
    super(what);
    this.id = id;
    this.why = why;
    this.next = next;
    this.code = code;
  }
}

/** Wrong words on the command line or in a state string: exit code 2. */
export class UsageError extends UserError {
  override readonly name = "UsageError";

  constructor(id: string, message: Message) {
    super(id, message, exitCode.usage);
  }
}

/** Files that do not fit the contract and that no mapping explains: proposing one is the way on. */
export class UnmappedError extends UserError {
  override readonly name = "UnmappedError";
}

/** The warehouse's file is not as it was written; it rebuilds the warehouse from the source. */
export class DamagedError extends UserError {
  override readonly name = "DamagedError";
}

/** Where in the dbt project something is wrong. */
export interface ModelPlace {
  readonly model: string;
  readonly file: string;
  readonly line: number;
  /** The line, and where it can be told a caret below it. */
  readonly excerpt?: string | undefined;
}

/** A model of the dbt project that does not render or run, with the place to look. */
export class ModelError extends UserError {
  override readonly name = "ModelError";
  readonly model: string;
  readonly file: string;
  readonly line: number;
  readonly excerpt: string | undefined;

  constructor(id: string, { model, file, line, excerpt }: ModelPlace, why: string) {
    super(id, {
      what: `Model ${model} failed (${file}:${line})`,
      why,
      next: `Correct ${file} and run "grounds build" again; a warehouse that was built before stays in use.`,
    });
    this.model = model;
    this.file = file;
    this.line = line;
    this.excerpt = excerpt;
  }

  /** The same failure, with what it had in its wake. */
  followedBy(notes: readonly string[]): ModelError {
    return new ModelError(this.id, this, [this.why, ...notes].join("\n"));
  }
}

/** What ran was stopped by the user: no fault. */
export class StoppedError extends Error {
  constructor() {
    super("stopped");
  }
}
