import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { type Finished, type Program, prepareProgram, run } from "./support/program.ts";
import { scratch, tiny } from "./support/warehouses.ts";

/** A person who occurs nowhere else: in good rows and in rejected rows. */
const canaries = ["zaphira.quendel@example.org", "Zaphira", "Quendelbaum"] as const;

/** What activation signs in with. */
const token = "EAAcanaryToken7319";

/** That person's phone number and address. */
const contacts = ["+1 (503) 555-7319", "Quillonport", "QZ", "97299-4417", "Zembla"] as const;
const contactHeader = ",phone,address_city,address_region,address_postal_code,address_country,opted_out";

let folder: ReturnType<typeof scratch>;
let program: Program;
let source: string;
let words: readonly string[];

beforeAll(() => {
  folder = scratch("personal");
  program = prepareProgram();
  source = join(folder.path, "source");
  cpSync(tiny, source, { recursive: true });
  const file = join(source, "customers.csv");
  const person = canaries.join(",");
  const contact = [...contacts, "no"].join(",");
  const [header = "", ...records] = readFileSync(file, "utf8").trimEnd().split("\n");
  const named = [
    header + contactHeader,
    ...records.map((record) => `${record.replace(/ana\.ruiz@example\.com,Ana,Ruiz/, person)},${contact}`),
    `c-01,2024-01-10T08:00:00Z,${person},north,paid,${contact}`,
    `c-99,no date,${person},north,paid,${contact}`,
    "",
  ].join("\n");
  writeFileSync(file, named);
  words = ["--bad-row-share", "0.9", "--source", source, "--warehouse", join(folder.path, "w.duckdb")];
});
afterAll(() => folder.remove());

function found(texts: readonly string[]): readonly string[] {
  return [...canaries, ...contacts, token].filter((canary) => texts.some((text) => text.includes(canary)));
}

/** All files below a folder except those with the data itself: the source, the warehouse, the rows kept next to it. */
function artefacts(path: string): readonly string[] {
  const isData = (file: string) => file.startsWith(source) || /\.duckdb(\.raw\/[^/]*)?$/.test(file);
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isData(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("names, addresses and phone numbers", () => {
  it("stay out of answers, logs, messages, reports and files that did not ask for them", async () => {
    const runs: Finished[] = [];
    const ask = async (...command: readonly string[]) =>
      runs.push(await run(program, [...command, ...words], folder.path, { env: { META_ACCESS_TOKEN: token } }));
    await ask("build", "--json");
    writeFileSync(join(source, "audiences.yml"), "version: 1\naudiences: { all: { meta: { audience: '1' } } }\n");
    for (const [name, ...options] of [
      ["cohorts", "--format", "csv"],
      ["slice", "--by", "region", "--sql"],
      ["rows", "--format", "json"],
      ["investigate", "--replicates", "100", "--report", "report.md", "--report", "report.html"],
      ["check"],
      ["doctor"],
      ["slice", "--by", "first_name"],
      ["slice", "--by", "region", "--out", "export.csv"],
      ["build", "--full", "--select", "nothing"],
      ["activate", "all", "--to", "file", "--allow-without-consent"],
      ["activate", "all", "--to", "meta", "--allow-without-consent", "--dry-run"],
      ["activate", "all", "--to", "meta", "--allow-without-consent"],
    ]) {
      await ask(name ?? "", ...options);
    }
    const files = artefacts(folder.path);
    expect(files.map((file) => file.split("/").at(-1))).toEqual(
      expect.arrayContaining(["report.md", "report.html", "export.csv", "all.meta.csv", "all.google.csv"]),
    );
    const texts = [
      ...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]),
      ...files.map((file) => readFileSync(file, "utf8")),
    ];
    expect(found(texts)).toEqual([]);
  }, 120_000);

  it("stay out of the quarantine and of the warehouse's own records", async () => {
    const database = await openWarehouse(join(folder.path, "w.duckdb"));
    const quarantine = await database.query("from bronze.quarantine");
    const meta = await database.query("select * from meta.check_results");
    await database.close();
    expect(quarantine.rows.length).toBeGreaterThan(0);
    expect(found([JSON.stringify(quarantine), JSON.stringify(meta)])).toEqual([]);
  });

  it("are only in files that only their owner can read", () => {
    const shared = [join(folder.path, "w.duckdb"), ...artefacts(folder.path)]
      .filter((file) => existsSync(file))
      .filter((file) => (statSync(file).mode & 0o077) !== 0);
    expect(shared).toEqual([]);
  });

  it("leave no copy behind in the system's temporary folder", async () => {
    const temporary = join(folder.path, "tmp");
    cpSync(join(source, "reversals.csv"), join(temporary, "x"), { recursive: true });
    const { code } = await run(program, ["slice", "--by", "region", ...words.slice(0, 4), "--memory"], folder.path, {
      env: { TMPDIR: temporary },
    });
    expect(code).toBe(0);
    expect(readdirSync(temporary)).toEqual(["x"]);
  });
});
