import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { type Finished, type Program, run } from "../torture/support/program.ts";

export const sizes = { tiny: 2_000, "250k": 25_000, "1m": 100_000, "10m": 1_000_000 } as const;
export type Size = keyof typeof sizes;

/** Whether the targets of the large set apply: there are some for the default size and for 10M. */
export function isLarge(size: Size): boolean {
  return size === "1m" || size === "10m";
}

/** The demo set at one size in its own folder, made when it is first needed. */
export class DataSet {
  readonly folder = mkdtempSync(join(tmpdir(), "grounds-bench-"));
  readonly program: Program;
  readonly size: Size;
  #generated: Promise<number> | undefined;
  #built: Promise<void> | undefined;

  constructor(program: Program, size: Size) {
    this.program = program;
    this.size = size;
  }

  get source(): string {
    return join(this.folder, "raw");
  }

  get warehouse(): string {
    return join(this.folder, "warehouse.duckdb");
  }

  /** Runs a command on this set; rejects with its log if it fails. */
  async run(...words: readonly string[]): Promise<Finished & { readonly ms: number }> {
    return this.runWith({}, ...words);
  }

  async runWith(env: Readonly<Record<string, string>>, ...words: readonly string[]) {
    const started = performance.now();
    const ended = await run(this.program, words, this.folder, { env, timeoutMs: 600_000 });
    if (ended.code !== 0) throw new Error(`grounds ${words.join(" ")} ended with ${ended.code}: ${ended.stderr}`);
    return { ...ended, ms: performance.now() - started };
  }

  /** Generates the files into a folder, in ms; the demo's own folder by default. */
  async generate(out = this.source, customers: number = sizes[this.size]): Promise<number> {
    return (await this.run("generate", "--customers", `${customers}`, "--out", out)).ms;
  }

  generated(): Promise<number> {
    this.#generated ??= this.generate();
    return this.#generated;
  }

  /** With a current warehouse. */
  async built(): Promise<void> {
    await this.generated();
    this.#built ??= this.run("build").then(() => {});
    await this.#built;
  }

  /** The first value of a query on the warehouse. */
  async ask(sql: string): Promise<number> {
    await this.built();
    const database = await openWarehouse(this.warehouse);
    try {
      return Number((await database.query(sql)).rows[0]?.[0]);
    } finally {
      await database.close();
    }
  }

  /** An empty folder inside. */
  place(name: string): string {
    const folder = join(this.folder, name);
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    mkdirSync(folder);
    return folder;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
