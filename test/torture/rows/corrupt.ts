import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Finished, run } from "../support/program.ts";
import { seeded } from "../support/random.ts";
import { inPairs, type Row, spread, Tally, type Trial } from "../support/row.ts";
import { checksum, leftovers, type Pair, placeOf, tiny } from "../support/warehouses.ts";

interface Damage {
  readonly name: string;
  readonly do: (file: string) => void;
  readonly isOfAnother?: boolean;
}

/** Files that are not a warehouse, or not a complete one, in the warehouse's place. */
export const corruptRow: Row = {
  name: "corrupt",
  seconds: 90,
  what: "corrupt, truncated, foreign and newer database files: noticed, set aside, rebuilt",
  async run(trial) {
    const pair = await trial.fixtures.pair();
    const tally = new Tally();
    try {
      const all = damages(trial, pair);
      const isWhole = await inPairs(trial.form === "long" ? all : spread(all, 3), trial.deadline, (damage, lane) =>
        tally.try(damage.name, () => tryDamage(trial, pair, damage, lane)),
      );
      return tally.outcome(isWhole ? {} : { skipped: "the time was up" });
    } finally {
      pair.remove();
    }
  },
};

async function tryDamage(trial: Trial, pair: Pair, damage: Damage, lane: number): Promise<string | undefined> {
  const warehouse = placeOf(pair, join(pair.folder, `lane-${lane}`));
  damage.do(warehouse);
  // Bytes outside the blocks in use are no damage: then nothing may happen at all.
  const isHarmless = await checksum(warehouse).then(
    (sum) => sum === pair.sums.before && !damage.isOfAnother,
    () => false,
  );
  const from = ["--source", pair.before, "--warehouse", warehouse];
  const launch = await run(trial.program, ["slice", "--by", "region", ...from], pair.folder);
  const wrong = answered(launch);
  if (wrong || isHarmless) return wrong;
  if ((await checksum(warehouse).catch(() => "")) !== pair.sums.before) return noticedByDoctor(trial, pair, warehouse);
  const aside = leftovers(dirname(warehouse)).filter((name) => name.includes("set-aside"));
  if (aside.length !== 1) return `${aside.length} files were set aside`;
  return launch.stderr.includes("set aside") ? undefined : `the user is not told: ${launch.stderr.slice(0, 300)}`;
}

function answered({ code, signal, stdout, stderr }: Finished): string | undefined {
  return code === 0 && stdout.startsWith("region,") ? undefined : `ended with ${code ?? signal}: ${stderr.slice(-400)}`;
}

/** Damage that a question did not meet is found by a full read, and a full build replaces it. */
async function noticedByDoctor(trial: Trial, pair: Pair, warehouse: string): Promise<string | undefined> {
  const from = ["--source", pair.before, "--warehouse", warehouse];
  const doctor = await run(trial.program, ["doctor", ...from], pair.folder);
  if (doctor.code !== 1 || !/damaged/.test(doctor.stdout))
    return `doctor ended with ${doctor.code}: ${doctor.stdout}${doctor.stderr}`;
  await run(trial.program, ["build", "--full", ...from], pair.folder);
  return (await checksum(warehouse)) === pair.sums.before ? undefined : "the warehouse is not as built anew";
}

function damages(trial: Trial, pair: Pair): readonly Damage[] {
  const whole = readFileSync(pair.warehouse);
  const random = seeded(trial.seed);
  const overwrite = (at: number, length: number) => (file: string) => {
    const bytes = Buffer.from(whole);
    for (let index = at; index < Math.min(at + length, bytes.length); index += 1)
      bytes[index] = Math.floor(random() * 256);
    writeFileSync(file, bytes);
  };
  const cut = (share: number) => (file: string) => truncateSync(file, Math.floor(whole.length * share));
  return [
    ...[0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99].map((share) => ({
      name: `cut at ${share * 100} %`,
      do: cut(share),
    })),
    ...[0, 8, 12, 100, 4096, 4104, 8192, 8200].map((at) => ({ name: `8 bytes at ${at}`, do: overwrite(at, 8) })),
    ...[1, 4096, 12_288].map((length) => ({ name: `${length} bytes from the start`, do: overwrite(0, length) })),
    ...Array.from({ length: 8 }, (_, number) => {
      const at = 12_288 + Math.floor(random() * (whole.length - 12_288));
      return { name: `256 kB from ${at} (${number})`, do: overwrite(at, 262_144) };
    }),
    ...foreign(pair).map(([name, content]) => ({ name, do: (file: string) => writeFileSync(file, content) })),
    ...ofAnotherVersion(pair),
    ...oddities(),
  ];
}

function foreign(pair: Pair): readonly (readonly [name: string, content: Uint8Array | string])[] {
  const whole = readFileSync(pair.warehouse);
  return [
    ["empty", ""],
    ["one byte", "x"],
    ["a newline", "\n"],
    ["text", "customer_id,net_revenue\n1,2\n"],
    ["json", "{}"],
    ["SQLite", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(4080)])],
    ["gz of a warehouse", gzipSync(whole.subarray(0, 1_000_000))],
    ["zip", Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(2000, 7)])],
    ["Parquet", Buffer.concat([Buffer.from("PAR1"), Buffer.alloc(2000), Buffer.from("PAR1")])],
    ["zeros", Buffer.alloc(whole.length)],
    ["ones", Buffer.alloc(65_536, 255)],
    ["a header alone", whole.subarray(0, 12_288)],
    ["a warehouse behind a byte", Buffer.concat([Buffer.from("x"), whole])],
  ];
}

/** DuckDB files made by plain DuckDB: other tables, and meta tables of another layout. */
function ofAnotherVersion(pair: Pair): readonly Damage[] {
  const scripts = {
    "a DuckDB file of other tables": ["create table t as select 1 as x"],
    "an empty DuckDB file": ["select 1"],
    "meta without runs": ["create schema meta", "create table meta.other (x int)"],
    "a layout of later": [
      "create schema meta",
      "create table meta.runs as select 999 as schema_version, now() as ended_at",
    ],
    "a layout of before": [
      "create schema meta",
      "create table meta.runs as select 0 as schema_version, now() as ended_at",
    ],
    "a layout in words": [
      "create schema meta",
      "create table meta.runs as select 'one' as schema_version, now() as ended_at",
    ],
  };
  return Object.entries(scripts)
    .map(([name, statements]) => ({
      name,
      do: (file: string) => {
        rmSync(file);
        const code = `import { DuckDBInstance } from "@duckdb/node-api";
        const instance = await DuckDBInstance.create(${JSON.stringify(file)});
        const connection = await instance.connect();
        for (const sql of ${JSON.stringify(statements)}) await connection.run(sql);
        connection.closeSync(); instance.closeSync();`;
        execFileSync(process.execPath, ["--input-type=module", "-e", code], {
          cwd: dirname(dirname(import.meta.dirname)),
        });
      },
    }))
    .filter(() => pair.warehouse !== "");
}

function oddities(): readonly Damage[] {
  return [
    {
      name: "a folder",
      do: (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    },
    {
      name: "a link to a text file",
      do: (file) => {
        rmSync(file);
        symlinkSync(join(tiny, "customers.csv"), file);
      },
    },
  ];
}
