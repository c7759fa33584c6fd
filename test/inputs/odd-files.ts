import { gzipSync } from "node:zlib";

/** A file that is odd but readable, part of one table of many files: what loads, and what is quarantined. */
export interface OddFile {
  readonly name: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  readonly loaded: number;
  readonly cents: number;
  /** Physical line (null if the format has none), column and reason. */
  readonly quarantined?: readonly (readonly [line: number | null, column: string | null, reason: string])[];
}

const header = "customer_id,transacted_at,net_revenue";
const two = `${header}\nc-1,2024-01-01,1.00\nc-2,2024-01-02,2.50\n`;
const text = (content: string) => new TextEncoder().encode(content);
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...text(part)] : part)));
const json = (value: unknown) => JSON.stringify(value);
const one = { customer_id: "c-1", transacted_at: "2024-01-01", net_revenue: 1.25 };

/** Each is written as `transactions-<file>`. */
export const oddFiles: readonly OddFile[] = [
  { name: "a byte order mark", file: "bom.csv", content: bytes([0xef, 0xbb, 0xbf], two), loaded: 2, cents: 350 },
  { name: "Windows line ends", file: "crlf.csv", content: two.replaceAll("\n", "\r\n"), loaded: 2, cents: 350 },
  { name: "old Mac line ends", file: "cr.csv", content: two.replaceAll("\n", "\r"), loaded: 2, cents: 350 },
  { name: "line ends that change", file: "mixed.csv", content: two.replace("\n", "\r\n"), loaded: 2, cents: 350 },
  {
    name: "minutes with a zone",
    file: "minutes.csv",
    content: `${header}\nc-1,2024-01-01T05:05Z,1.00\nc-2,2024-01-02T05:05+02:00,2.50\n`,
    loaded: 2,
    cents: 350,
  },
  { name: "no line end at the end", file: "noend.csv", content: two.trimEnd(), loaded: 2, cents: 350 },
  {
    name: "blank lines before, between and after",
    file: "blank.csv",
    content: `\n\n${two.replaceAll("\n", "\n\n")}\n`,
    loaded: 2,
    cents: 350,
  },
  {
    name: "a bad record after blank lines",
    file: "blank-bad.csv",
    content: `${two}\n\nc-1,never,1.00\n`,
    loaded: 2,
    cents: 350,
    quarantined: [[6, "transacted_at", "not a date"]],
  },
  {
    name: "a bad record after a value of three lines",
    file: "quoted-bad.csv",
    content: `${header},product_id\nc-1,2024-01-01,1.00,"a\nb\nc"\nc-1,never,1.00,x\n`,
    loaded: 1,
    cents: 100,
    quarantined: [[5, "transacted_at", "not a date"]],
  },
  ...["\n", "\r\n", "\r"].flatMap((end, of) =>
    ["\n", "\r\n", "\r"].map(
      (within, at): OddFile => ({
        name: `the ${of}th line end, and first of all the ${at}th within quotes`,
        file: `within-${of}-${at}.csv`,
        content: `${header},product_id${end}c-1,2024-01-01,1.00,"a${within}b"${end}c-1,never,1.00,x${end}c-1,1${end}`,
        loaded: 1,
        cents: 100,
        quarantined: [
          [4, "transacted_at", "not a date"],
          [5, null, "unreadable record"],
        ],
      }),
    ),
  ),
  {
    name: "a carriage return within quotes in the only record, which has no line end",
    file: "within-noend.csv",
    content: `${header},product_id\nc-1,2024-01-01,1.00,"a\rb"`,
    loaded: 1,
    cents: 100,
  },
  {
    name: "a header that ends otherwise than the data, which begins with a line end within quotes",
    file: "within-mixed.csv",
    content: `${header},product_id\r\nc-1,2024-01-01,1.00,"a\rb"\nc-1,never,1.00,x\n`,
    loaded: 1,
    cents: 100,
    quarantined: [[4, "transacted_at", "not a date"]],
  },
  { name: "semicolons", file: "semi.csv", content: two.replaceAll(",", ";"), loaded: 2, cents: 350 },
  { name: "tabs", file: "tabs.tsv", content: two.replaceAll(",", "\t"), loaded: 2, cents: 350 },
  { name: "pipes", file: "pipes.txt", content: two.replaceAll(",", "|"), loaded: 2, cents: 350 },
  { name: "everything quoted", file: "quoted.csv", content: two.replaceAll(/[^,\n]+/g, '"$&"'), loaded: 2, cents: 350 },
  {
    name: "a header in capitals",
    file: "caps.csv",
    content: two.replace(header, header.toUpperCase()),
    loaded: 2,
    cents: 350,
  },
  {
    name: "blanks in the header",
    file: "blanks.csv",
    content: two.replace(header, " customer_id , transacted_at , net_revenue "),
    loaded: 2,
    cents: 350,
  },
  {
    name: "columns in another order",
    file: "order.csv",
    content: "net_revenue,customer_id,transacted_at\n4.00,c-1,2024-01-01\n",
    loaded: 1,
    cents: 400,
  },
  {
    name: "columns that nobody knows",
    file: "more.csv",
    content: `${header},mood,"a ""quoted"" name",'; drop table x; --\nc-1,2024-01-01,1.00,good,1,2\n`,
    loaded: 1,
    cents: 100,
  },
  {
    name: "a column without a name",
    file: "noname.csv",
    content: `,${header}\n0,c-1,2024-01-01,1.00\n`,
    loaded: 1,
    cents: 100,
  },
  {
    name: "columns named as the loader names its own",
    file: "own.csv",
    content: `${header},_record,_line,_file\nc-1,2024-01-01,1.00,7,8,9\nc-1,never,1.00,7,8,9\n`,
    loaded: 1,
    cents: 100,
    quarantined: [[3, "transacted_at", "not a date"]],
  },
  { name: "a header and nothing else", file: "header.csv", content: `${header}\n`, loaded: 0, cents: 0 },
  {
    name: "one record cut short",
    file: "cut.csv",
    content: `${two}c-1,2024-0`,
    loaded: 2,
    cents: 350,
    quarantined: [[4, null, "unreadable record"]],
  },
  {
    name: "values too many, in the middle",
    file: "wide.csv",
    content: `${header}\nc-1,2024-01-01,1.00\nc-1,2024-01-01,1,00\nc-1,2024-01-03,3.00\n`,
    loaded: 2,
    cents: 400,
    quarantined: [[3, null, "unreadable record"]],
  },
  {
    name: "a NUL within a value",
    file: "nul.csv",
    content: `${header}\nc-1\u0000,2024-01-01,1.00\nc-1,2024-01-03,3.00\n`,
    loaded: 2,
    cents: 400,
  },
  {
    name: "one byte that is not UTF-8 among many records that are",
    file: "byte.csv",
    content: bytes(
      `${header},product_id\n`,
      "c-1,2024-01-01,0.01,café\n".repeat(200),
      "c-1,2024-01-01,1.00,caf",
      [0xe9],
      "\n",
    ),
    loaded: 200,
    cents: 200,
    quarantined: [[202, null, "unreadable record"]],
  },
  {
    name: "Windows-1252",
    file: "1252.csv",
    content: bytes(`${header},product_id\nc-1,2024-01-01,1.00,R`, [0xf6], `stung 5 `, [0x80], "\n"),
    loaded: 1,
    cents: 100,
  },
  {
    name: "UTF-16 with its mark",
    file: "16.csv",
    content: Buffer.from(`\ufeff${two}`, "utf16le"),
    loaded: 2,
    cents: 350,
  },
  { name: "UTF-16 without its mark", file: "16-no.csv", content: Buffer.from(two, "utf16le"), loaded: 2, cents: 350 },
  {
    name: "UTF-16, big end first",
    file: "16-big.csv",
    content: Buffer.from(`\ufeff${two}`, "utf16le").swap16(),
    loaded: 2,
    cents: 350,
  },
  {
    name: "a value of 100,000 letters",
    file: "long.csv",
    content: `${header},product_id\nc-1,2024-01-01,1.00,${"x".repeat(100_000)}\n`,
    loaded: 1,
    cents: 100,
  },
  {
    name: "text of every script, and control characters",
    file: "script.csv",
    content: `${header},product_id\nc-1,2024-01-01,1.00,\u001b]52;c;aGk=\u0007 ☕ قهوة 咖啡\n`,
    loaded: 1,
    cents: 100,
  },
  {
    name: "a record that repeats another whole",
    file: "repeat.csv",
    content: `transaction_id,${header}\nt-1,c-1,2024-01-01,1.00\nt-1,c-1,2024-01-01,1.00\n`,
    loaded: 1,
    cents: 100,
    quarantined: [[3, "transaction_id", "exact duplicate"]],
  },
  { name: "gzip", file: "gz.csv.gz", content: gzipSync(two), loaded: 2, cents: 350 },
  {
    name: "gzip in two members",
    file: "gz2.csv.gz",
    content: bytes([...gzipSync(`${header}\nc-1,2024-01-01,1.00\n`)], [...gzipSync("c-2,2024-01-02,2.50\n")]),
    loaded: 2,
    cents: 350,
  },
  {
    name: "a JSON array",
    file: "array.json",
    content: json([one, { ...one, net_revenue: "2.00" }]),
    loaded: 2,
    cents: 325,
  },
  {
    name: "JSON objects without an array",
    file: "objects.json",
    content: `${json(one)}\n${json(one)}`,
    loaded: 2,
    cents: 250,
  },
  {
    name: "JSON with null, nesting and absent keys",
    file: "nest.json",
    content: json([
      { ...one, product_id: null, extra: { a: [1] } },
      { customer_id: "c-1", net_revenue: 5 },
    ]),
    loaded: 1,
    cents: 125,
    quarantined: [[null, "transacted_at", "missing"]],
  },
  {
    name: "NDJSON with blank lines",
    file: "lines.ndjson",
    content: `${json(one)}\n\n${json({ ...one, transacted_at: "never" })}\n`,
    loaded: 1,
    cents: 125,
    quarantined: [[3, "transacted_at", "not a date"]],
  },
  {
    name: "NDJSON, gz",
    file: "lines-gz.jsonl.gz",
    content: gzipSync(`${json(one)}\n${json(one)}\n`),
    loaded: 2,
    cents: 250,
  },
  {
    name: "a key with a quote and a point",
    file: "keys.ndjson",
    content: `${json({ ...one, 'a"b.c': 1, "": 2 })}\n`,
    loaded: 1,
    cents: 125,
  },
  { name: "a name with brackets", file: "a[1].csv", content: two, loaded: 2, cents: 350 },
  { name: "a name with a quote and SQL", file: "x'; drop table y; --.csv", content: two, loaded: 2, cents: 350 },
];
