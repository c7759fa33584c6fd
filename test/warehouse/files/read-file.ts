import { onTestFinished } from "vitest";
import type { FileReading } from "../../../source/domain/file-reading.ts";
import type { GivenForm } from "../../../source/warehouse/files/source-file.ts";
import { filesOf } from "../../../source/warehouse/mapping/source.ts";
import { openConnection, readFile } from "../../../source/warehouse/propose/sampled-file.ts";
import { type Files, scratch } from "../support/scratch.ts";

/** A table as read: its columns, its values and physical lines, and the report on the reading. */
export interface ReadTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly lines: readonly (number | null)[];
  readonly unreadable: number;
  readonly reading: FileReading;
}

/** Every table of a folder with these files. */
export async function readFiles(files: Files, given: GivenForm = {}): Promise<readonly ReadTable[]> {
  const [folder, copies] = [await scratch(files), await scratch()];
  const connection = await openConnection(copies, `${copies}/spill`);
  onTestFinished(() => connection.database.close());
  const tables: ReadTable[] = [];
  for (const [index, file] of (await filesOf(folder)).entries()) {
    const own = { ...file, given: { ...file.given, ...given } };
    for (const { names: columns, ...sample } of await readFile(connection, own, {
      directory: copies,
      number: index + 1,
    })) {
      const list = columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ");
      const { rows } = await connection.database.query(`select _line, ${list} from ${sample.table} order by _record`);
      tables.push({
        ...{ name: sample.name, columns, unreadable: sample.unreadable, reading: sample.reading },
        rows: rows.map(([, ...row]) => row.map((value) => (value === null ? null : String(value)))),
        lines: rows.map(([line]) => (line === null ? null : Number(line))),
      });
    }
  }
  return tables;
}

/** The only table of a single file. */
export async function readOne(content: string | Uint8Array, name = "orders.csv", given: GivenForm = {}) {
  const [table, ...others] = await readFiles({ [name]: content }, given);
  if (table === undefined || others.length > 0) throw new Error(`${others.length + 1} tables in ${name}`);
  return table;
}
