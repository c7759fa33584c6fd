import { exitCode } from "../errors.ts";
import { damage, failure, section, usage } from "./entry.ts";

interface BadRows {
  readonly bad: string;
  readonly share: number;
  readonly reasons: string;
  readonly first: string;
  /** Whether order lines are bad because they have no customer. */
  readonly lacksCustomers: boolean;
}

/** A warehouse that cannot be made, opened or queried. */
export const warehouseErrors = section("warehouse", {
  reservedName: usage(({ name }: { name: string }) => ({
    what: `A warehouse cannot be called ${name}`,
    why: "One of the warehouse's own schemas has this name.",
    next: "Choose another name with --warehouse FILE.",
  })),
  locked: failure(({ pid }: { pid: number | undefined }) => ({
    what: "Another build of this warehouse is running",
    why: pid === undefined ? "It holds the lock." : `Process ${pid} builds it at this moment.`,
    next: "Wait until it has finished, or build another file with --warehouse FILE.",
  })),
  badRows: failure(
    ({ bad, share, reasons, first, lacksCustomers }: BadRows) => ({
      what: `Too many records are bad: ${bad}`,
      why: `More than ${Number((share * 100).toPrecision(6))} % of a table cannot be used (${reasons}). The first is ${first}.`,
      next: lacksCustomers
        ? 'If guests bought without a customer, write "tables: { transactions: { guests: true } }" below "version: 1" in grounds.yml beside the files, or "guests: true" under transactions where it is mapped; otherwise correct the source or the mapping. A warehouse that was built before stays in use.'
        : "Correct the source or the mapping, or allow more with --bad-row-share; a warehouse that was built before stays in use.",
    }),
    exitCode.badRows,
  ),
  noOrderLines: failure(
    ({ source, why }: { source: string; why: string }) => ({
      what: `${source} has no order line to build on`,
      why: `${why}.`,
      next: "Correct the source or the mapping and run the command again; a warehouse that was built before stays in use.",
    }),
    exitCode.badRows,
  ),
  checksFailed: failure(({ count, only, why }: { count: number; only: string | undefined; why: string }) => ({
    what: only === undefined ? `${count} checks failed` : `The check ${only} failed`,
    why,
    next: 'Look at the rows with the SQL of the check, correct the source or the model, and run "grounds build" again; a warehouse that was built before stays in use.',
  })),
  gone: failure(({ file, why }: { file: string; why: string }) => ({
    what: `The warehouse ${file} is gone`,
    why,
    next: "Run the command again; it rebuilds the warehouse.",
  })),
  damaged: damage(({ block }: { block: string }) => ({
    what: "The warehouse is damaged",
    why: `What was read from its file is not what was written (${block}).`,
    next: "Run it again (r in the screens): the file was set aside, and the warehouse is rebuilt from the source.",
  })),
  outOfMemory: failure(() => ({
    what: "There is not enough memory for this",
    why: "DuckDB reached its memory limit and could not move more to disk.",
    next: "Close other programs, narrow the question, or raise the limit with GROUNDS_MEMORY_LIMIT (for example 4GB).",
  })),
  diskFull: failure(() => ({
    what: "The disk is full",
    why: "There was no room left for the warehouse or its temporary files; what was there before is intact.",
    next: "Free some space, or choose another place with --warehouse FILE, and run the command again.",
  })),
  diskFailed: failure(({ why }: { why: string }) => ({
    what: "A file of the warehouse could not be read or written",
    why: `${why}; what was there before is intact.`,
    next: 'Look at the disk and the permissions ("grounds doctor"), or choose another place with --warehouse FILE.',
  })),
});
