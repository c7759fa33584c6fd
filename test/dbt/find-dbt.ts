import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { root } from "../helpers/places.ts";

/** The dbt to compare with: GROUNDS_DBT, the checkout's `.venv`, or the PATH's; undefined if there is none. */
export function findDbt(): string | undefined {
  const { GROUNDS_DBT: given } = process.env;
  return given ? given : findTool("dbt");
}

/** A program of the checkout's `.venv` or the PATH; undefined if there is none. */
export function findTool(name: string): string | undefined {
  const { PATH = "" } = process.env;
  const names = [join(root, ".venv/bin", name), ...PATH.split(delimiter).map((folder) => join(folder, name))];
  return names.find((file) => existsSync(file));
}

/** The Python next to that dbt, with what was installed for it. */
export function findPython(): string | undefined {
  const dbt = findDbt();
  const python = dbt === undefined ? undefined : join(dbt, "../python");
  return python !== undefined && existsSync(python) ? python : undefined;
}
