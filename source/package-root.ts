import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemErrors } from "./errors/system.ts";

/** The folder of the package.json named grounds above `from`; the same from the sources and from the bundle. */
export function packageRoot(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file) && isGrounds(readFileSync(file, "utf8"))) return folder;
    if (folder === dirname(folder)) throw systemErrors.notInstalled({ from });
  }
}

function isGrounds(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && "name" in json && json.name === "grounds";
  } catch {
    return false;
  }
}
