import { join, resolve } from "node:path";
import { packageRoot } from "./package-root.ts";

/** Where the demo set, warehouses and exports go: `GROUNDS_DATA`, else the package's `data` folder. */
export function dataDir(): string {
  return process.env.GROUNDS_DATA ? resolve(process.env.GROUNDS_DATA) : join(packageRoot(), "data");
}
