import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Program, run } from "./program.ts";
import { Pty, type PtyOptions } from "./pty.ts";
import { scratch } from "./warehouses.ts";

/** A small generated set with every kind of record, and its warehouse. */
export interface Demo {
  readonly folder: string;
  readonly source: string;
  readonly warehouse: string;
  /** The words after a command's name. */
  readonly words: readonly string[];
  /** Settings with which every launch starts at the same view, whatever an earlier one left. */
  readonly env: { readonly GROUNDS_CONFIG: string };
  remove(): void;
}

/** Generates and builds the set; `change` may alter the files in between. */
export async function prepareDemo(
  program: Program,
  customers: number,
  change: (source: string) => void = () => {},
): Promise<Demo> {
  const { path: folder, remove } = scratch("demo");
  const [source, warehouse] = [join(folder, "source"), join(folder, "w.duckdb")];
  const words = ["--source", source, "--warehouse", warehouse];
  cpSync(await generated(program, customers), source, { recursive: true, preserveTimestamps: true });
  change(source);
  const built = await run(program, ["build", ...words], folder);
  if (built.code !== 0 || !existsSync(warehouse)) throw new Error(`the demo does not build: ${built.stderr}`);
  const env = { GROUNDS_CONFIG: join(folder, "config.yml") };
  writeFileSync(env.GROUNDS_CONFIG, "restore: false\ntour: false\n");
  return { folder, source, warehouse, words, env, remove };
}

/** The generated files, kept next to the bundle: the same program generates the same bytes. */
async function generated(program: Program, customers: number): Promise<string> {
  const kept = join(dirname(program.entry), `demo-${customers}`);
  if (existsSync(kept)) return kept;
  const draft = `${kept}.${process.pid}`;
  const made = await run(program, ["generate", "--customers", `${customers}`, "--out", draft], dirname(program.entry));
  if (made.code !== 0) throw new Error(`nothing was generated: ${made.stderr}`);
  try {
    renameSync(draft, kept);
  } catch {
    rmSync(draft, { recursive: true });
  }
  return kept;
}

/** The screens on a terminal, with the cohort grid drawn. */
export async function openScreens(program: Program, demo: Demo, options: PtyOptions = {}): Promise<Pty> {
  const env = { ...demo.env, ...options.env };
  const pty = Pty.open(program, ["open", ...demo.words], demo.folder, { ...options, env });
  await pty.until(isHome, "the cohort grid", 30_000);
  await pty.untilStill();
  return pty;
}

/** Whether the cohort grid is drawn with figures, or the window is too small for it. */
export function isHome(text: string): boolean {
  return (/grounds ▸ Cohorts/.test(text) && /\n {2}all +[\d,]+/.test(text)) || text.includes("grounds needs 60x15");
}
