import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A stranger's folder whose mapping tries to do something other than be read, and how it must end. */
export interface Attack {
  readonly name: string;
  /** Makes the folder; `outside` is a folder next to it, with a file `transactions.csv` that nobody offered. */
  readonly make: (folder: string, outside: string) => void;
  /** The catalogue entry that `build` ends with; "runs": it works for longer than anyone waits. */
  readonly verdict: string;
}

export const secretWord = "k4n4r1e";

const lines = `customer,day,net\n${"c-1,2024-01-01,1.00\nc-2,2024-02-01,2.50\n".repeat(200)}`;
const tables = (columns: string, files = "[own.csv]") =>
  `version: 1\ntables:\n  transactions:\n    files: ${files}\n    columns:\n${columns}`;
const plain = "      customer_id: customer\n      transacted_at: day\n      net_revenue: net\n";

function folderOf(
  mapping: string | Buffer,
  more: (folder: string, outside: string) => void = () => {},
): Attack["make"] {
  return (folder, outside) => {
    writeFileSync(join(folder, "own.csv"), lines);
    writeFileSync(join(folder, "grounds.yml"), mapping);
    more(folder, outside);
  };
}

function option(text: string): Attack {
  return { name: `options: ${text}`, make: folderOf(`${tables(plain)}options: ${text}\n`), verdict: "mapping.wrong" };
}

function expression(sql: string, verdict = "mapping.expressionFails"): Attack {
  const columns = `      customer_id: customer\n      transacted_at: day\n      net_revenue: ${JSON.stringify(sql)}\n`;
  return { name: `expression: ${sql}`, make: folderOf(tables(columns)), verdict };
}

function filter(sql: string): Attack {
  const mapping = tables(plain).replace("    columns:", `    filter: ${JSON.stringify(sql)}\n    columns:`);
  return { name: `filter: ${sql}`, make: folderOf(mapping), verdict: "mapping.expressionFails" };
}

function file(name: (outside: string) => string, verdict = "mapping.outside", link?: string): Attack {
  const make: Attack["make"] = (folder, outside) => {
    folderOf(tables(plain, JSON.stringify([name(outside)])))(folder, outside);
    if (link !== undefined) symlinkSync(link.replace("OUTSIDE", outside), join(folder, "link"));
  };
  return { name: `file: ${name("OUTSIDE")}${link === undefined ? "" : `, a link to ${link}`}`, make, verdict };
}

/** A mapping that is not a file, or not a valid mapping text. */
function mappingOf(name: string, verdict: string, write: (path: string, outside: string) => void): Attack {
  const make: Attack["make"] = (folder, outside) => {
    writeFileSync(join(folder, "own.csv"), lines);
    write(join(folder, "grounds.yml"), outside);
  };
  return { name: `mapping: ${name}`, make, verdict };
}

function text(name: string, content: string): Attack {
  return mappingOf(name, "mapping.wrong", (path) => writeFileSync(path, content));
}

const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]", ..."bcdefghi".split("").map(timesNine)].join("\n");

function timesNine(name: string): string {
  return `${name}: &${name} [${Array(9)
    .fill(`*${String.fromCharCode(name.charCodeAt(0) - 1)}`)
    .join(",")}]`;
}

/** Half a gigabyte of long lines in half a megabyte: members of a gz file that are unpacked one after another. */
function longLines(folder: string): void {
  const member = gzipSync(Buffer.alloc(64 * 1024 * 1024, `${"x".repeat(1023)}\n`));
  writeFileSync(join(folder, "own.csv.gz"), Buffer.concat([gzipSync(lines), ...Array(8).fill(member)]));
}

export const attacks: readonly Attack[] = [
  ...[
    '{ net_includes: "nothing" }',
    '{ price_point_premium_from: "0 or true" }',
    "{ first_month_days: -5 }",
    "{ first_month_days: 1e9 }",
    "{ first_month_day: 30 }",
    "{ bad_row_share: 1 }",
    '{ bad_row_share: "1); drop table x; --" }',
    '{ run_at: "2020-01-01\' or true --" }',
    '{ raw_database: "x; attach" }',
    "{ price_point_balanced_from: .nan }",
  ].map(option),
  ...[
    "1) from own; drop table own; select (1",
    "1); attach 'stolen.duckdb' as y; select (1",
    "1); copy (select 1) to 'stolen.csv'; select (1",
    "1); set memory_limit = '1MB'; select (1",
    "1); install httpfs; select (1",
    "1) from read_csv('/etc/passwd') where (true",
    "1) union all select (2",
    "1), (2",
    "1) + (2",
    "1 /* no end",
    "(select content from read_text('/etc/passwd'))",
    "(select count(*) from landing.raw.customers)",
    "exists (from glob('/**'))",
    "getenv('HOME')",
    "current_setting('temp_directory')",
    "pg_sleep(1000)",
    "sleep_ms(1000000)",
    "random()",
    "columns('.*')",
    "$1",
  ].map((sql) => expression(sql)),
  ...["lpad(customer, 2000000000, 'x')", "repeat(customer, 2000000000)", "list_sum(range(1000000000))"].map((sql) =>
    expression(sql),
  ),
  ...[
    "list_sum(list_transform(range(100000), x -> list_sum(range(x, x + 100000))))",
    "levenshtein(repeat(repeat(customer, 1000), 500), repeat(repeat(day, 1000), 100))",
    "length(repeat(repeat(customer, 1000), 100)) + jaccard(repeat(repeat(day, 9999), 999), repeat(repeat(net, 9999), 999))",
  ].map((sql) => expression(sql, "mapping.expressionTooSlow")),
  expression(
    "case when _record > 300 then levenshtein(repeat(repeat(customer, 1000), 1000), repeat(repeat(day, 1000), 1000))::varchar else net end",
    "runs",
  ),
  ...["true) or (select true", "1); drop table own; select (1", "random() < 0.5"].map(filter),
  ...[
    file(() => "../outside/transactions.csv"),
    file((outside) => `${outside}/transactions.csv`),
    file(() => "../outside/*.csv"),
    file(() => "/**/*.csv"),
    file(() => "/etc/passwd"),
    file(() => "x/../../outside/transactions.csv"),
    file(() => "link", "mapping.outside", "OUTSIDE/transactions.csv"),
    file(() => "link/transactions.csv", "mapping.outside", "OUTSIDE"),
    file(() => "link", "mapping.outside", "/etc/passwd"),
    file(() => "lin*", "mapping.outside", "/dev/zero"),
    file(() => "link/**/*.csv", "mapping.noFile", "/"),
    file(() => `${"{a,b}".repeat(30)}.csv`, "mapping.tooWide"),
  ],
  mappingOf("a pipe", "mapping.unreadable", (path) => execFileSync("mkfifo", [path])),
  mappingOf("a folder", "mapping.unreadable", (path) => mkdirSync(path)),
  mappingOf("a device", "mapping.linkedOut", (path) => symlinkSync("/dev/zero", path)),
  mappingOf("a link out", "mapping.linkedOut", (path, outside) => symlinkSync(join(outside, "transactions.csv"), path)),
  mappingOf("a link in a circle", "mapping.unreadable", (path) => symlinkSync(path, path)),
  mappingOf("50 MB", "mapping.unreadable", (path) => writeFileSync(path, Buffer.alloc(50_000_000, "#"))),
  text("aliases of aliases", bomb),
  text("100,000 brackets", "[".repeat(100_000)),
  text("100,000 dashes", "- ".repeat(50_000)),
  text("12,000 keys", Array.from({ length: 12_000 }, (_, at) => `k${at}: 1`).join("\n")),
  {
    name: "own.csv.gz: 0.5 GB of long lines in 0.5 MB",
    make: (folder, outside) => {
      folderOf(tables(plain, "[own.csv.gz]"))(folder, outside);
      longLines(folder);
    },
    verdict: "source.expandsTooFar",
  },
  {
    name: "own.csv: a pipe",
    make: (folder) => {
      writeFileSync(join(folder, "grounds.yml"), tables(plain));
      execFileSync("mkfifo", [join(folder, "own.csv")]);
    },
    verdict: "source.unreadable",
  },
  {
    name: "transactions.csv without a mapping, a link out",
    make: (folder, outside) => symlinkSync(join(outside, "transactions.csv"), join(folder, "transactions.csv")),
    verdict: "source.linkedOut",
  },
];
