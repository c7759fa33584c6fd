import { counted } from "./format.ts";

/** What became of the records of one table's files. */
export interface TableIntegrity {
  readonly table: string;
  readonly files: readonly string[];
  /** Records in the files; a file that is read for two tables counts in both. */
  readonly records: number;
  readonly loaded: number;
  readonly quarantined: number;
  /** Kept out by a mapping's filter, or replaced by a newer version. */
  readonly leftOut: number;
  readonly reasons: readonly (readonly [reason: string, records: number])[];
}

/** Keys that records name and the source's own list lacks: what they name is derived, with unknown attributes. */
export interface Unlisted {
  /** The list, as `customers`. */
  readonly table: string;
  readonly keys: number;
  readonly records: number;
}

/** What is said of them after the name of the list. */
export function unlistedText({ table, keys, records }: Unlisted): string {
  const stay = records === 1 ? "the record that names it stays" : `the ${counted(records)} records that name them stay`;
  const as = table === "discount_offerings" ? "as promotions" : "with unknown attributes";
  return `${counted(keys)} not in the list; ${stay}, ${as}`;
}

export interface Integrity {
  readonly tables: readonly TableIntegrity[];
  readonly unlisted: readonly Unlisted[];
  /** What cannot be shown, and which file would bring it. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
  /** Rules of the model that the mapping or the command line set. */
  readonly chosen: readonly ChosenRule[];
}

export interface ChosenRule {
  /** As in dbt_project.yml. */
  readonly name: string;
  readonly says: string;
}
