import {
  DamagedError,
  type ExitCode,
  type Message,
  ModelError,
  type ModelPlace,
  UnmappedError,
  UsageError,
  UserError,
} from "../errors.ts";

type Entry<Parameters extends readonly unknown[], Raised extends UserError> = (
  id: string,
) => (...parameters: Parameters) => Raised;

/** An expected failure: its message by parameters; `code` if the exit code is not 1. */
export function failure<Parameters extends readonly unknown[]>(
  message: (...parameters: Parameters) => Message,
  code?: ExitCode,
): Entry<Parameters, UserError> {
  return (id) =>
    (...parameters) =>
      new UserError(id, message(...parameters), code);
}

/** Like failure, for wrong words on the command line, in a state or in settings. */
export function usage<Parameters extends readonly unknown[]>(
  message: (...parameters: Parameters) => Message,
): Entry<Parameters, UsageError> {
  return (id) =>
    (...parameters) =>
      new UsageError(id, message(...parameters));
}

/** Like failure, for a damaged warehouse. */
export function damage<Parameters extends readonly unknown[]>(
  message: (...parameters: Parameters) => Message,
): Entry<Parameters, DamagedError> {
  return (id) =>
    (...parameters) =>
      new DamagedError(id, message(...parameters));
}

/** Like failure, for files that need a mapping. */
export function unmapped<Parameters extends readonly unknown[]>(
  message: (...parameters: Parameters) => Message,
): Entry<Parameters, UnmappedError> {
  return (id) =>
    (...parameters) =>
      new UnmappedError(id, message(...parameters));
}

/** A failure at a position in the dbt project: `why` takes the further parameters. */
export function modelFailure<Parameters extends readonly unknown[]>(
  why: (...parameters: Parameters) => string,
): Entry<[place: ModelPlace, ...Parameters], ModelError> {
  return (id) =>
    (place, ...parameters) =>
      new ModelError(id, place, why(...parameters));
}

type Section<Entries> = {
  readonly [Name in keyof Entries]: Entries[Name] extends Entry<infer Parameters, infer Raised>
    ? (...parameters: Parameters) => Raised
    : never;
};

/** The failures of one area, each known by area and name: `source.noTransactions`. */
export function section<
  Entries extends Readonly<Record<string, (id: string) => (...parameters: never[]) => UserError>>,
>(area: string, entries: Entries): Section<Entries> {
  const raising = Object.entries(entries).map(([name, entry]) => [name, entry(`${area}.${name}`)]);
  return Object.fromEntries(raising) as Section<Entries>;
}
