/** Exit codes that scripts rely on (a signal adds its number to 128). */
export const exitCode = { done: 0, failed: 1, usage: 2, badRows: 3, bug: 70 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A failure the user can act on: what happened, why, and what to do next. Never carries values of personal columns. */
export class UserError extends Error {
  override readonly name: string = "UserError";
  readonly why: string;
  readonly next: string;
  readonly code: ExitCode;

  constructor(what: string, details: { why: string; next: string; code?: ExitCode }) {
    super(what);
    this.why = details.why;
    this.next = details.next;
    this.code = details.code ?? exitCode.failed;
  }
}

/** Wrong words on the command line or in a state string: exit code 2. */
export class UsageError extends UserError {
  override readonly name = "UsageError";

  constructor(what: string, details: { why: string; next: string }) {
    super(what, { ...details, code: exitCode.usage });
  }
}

/** The warehouse's file is not as it was written; it is built anew from the source. */
export class DamagedError extends UserError {
  override readonly name = "DamagedError";
}

/** A model of the dbt project that does not render or run, with the place to look. */
export class ModelError extends UserError {
  override readonly name = "ModelError";
  readonly model: string;
  readonly file: string;
  readonly line: number;
  /** The line, and where it can be told a caret below it. */
  readonly excerpt: string | undefined;

  constructor(model: string, place: { file: string; line: number; excerpt?: string | undefined }, why: string) {
    super(`Model ${model} failed (${place.file}:${place.line})`, {
      why,
      next: `Correct ${place.file} and run "grounds build" again; the previous warehouse is still in use.`,
    });
    this.model = model;
    this.file = place.file;
    this.line = place.line;
    this.excerpt = place.excerpt;
  }
}
