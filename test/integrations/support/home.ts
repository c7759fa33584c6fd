import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** This integration's own folder: what it installed and what it writes. `npm run integrations` sets it. */
export function home(): string {
  const folder = process.env.GROUNDS_INTEGRATION_HOME;
  if (folder === undefined) throw new Error("Run this with: npm run integrations NAME");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A program of this integration's Python packages. */
export function python(program = "python"): string {
  return join(home(), "venv/bin", program);
}
