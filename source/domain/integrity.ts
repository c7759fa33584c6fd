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

export interface Integrity {
  readonly tables: readonly TableIntegrity[];
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
