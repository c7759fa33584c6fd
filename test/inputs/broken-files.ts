import { gzipSync } from "node:zlib";
import type { Files } from "../warehouse/support/scratch.ts";

/** A source that cannot be built: its files (or another source path), and what its error must say. */
export interface BrokenSource {
  readonly name: string;
  /** Its entry in the catalogue of failures. */
  readonly id: string;
  readonly files: Files;
  /** Relative to the folder; default: the folder. */
  readonly source?: string;
  readonly mapping?: boolean;
  /** Parts of the error's message: what and where. */
  readonly what: RegExp;
  readonly why: RegExp;
  readonly code?: number;
}

const header = "customer_id,transacted_at,net_revenue";
const good = `${header}\nc-1,2024-01-01,1.00\nc-2,2024-01-02,2.50\n`;
const csv = (content: string | Uint8Array): Files => ({ "transactions.csv": content });
const withGood = (files: Files): Files => ({ "transactions.csv": good, ...files });
const latin = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const zipped = gzipSync(good.repeat(500));
const mapping = (yaml: string): Files => ({ "orders.csv": good, "grounds.yml": yaml });
const columns = "columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue }";
const table = (more: string, cols = columns) =>
  `version: 1\ntables:\n  transactions:\n    files: [orders.csv]\n${more}    ${cols}\n`;

export const brokenSources: readonly BrokenSource[] = [
  {
    name: "an empty file",
    id: "source.noHeader",
    files: csv(""),
    what: /transactions\.csv has no header/,
    why: /empty/,
  },
  {
    name: "blank lines only",
    id: "source.noHeader",
    files: csv("\n\n\n"),
    what: /transactions\.csv has no header/,
    why: /empty/,
  },
  {
    name: "a column twice",
    id: "source.columnTwice",
    files: csv(`${header},net_revenue\n`),
    what: /transactions\.csv has the column net_revenue twice \(line 1\)/,
    why: /unclear/,
  },
  {
    name: "a column twice in other letters",
    id: "source.columnTwice",
    files: csv(`\n${header},NET_REVENUE\n`),
    what: /NET_REVENUE twice \(line 2\)/,
    why: /upper and lower case/,
  },
  {
    name: "no customer",
    id: "source.noColumn",
    files: csv("transacted_at,net_revenue\n"),
    what: /transactions\.csv has no column customer_id/,
    why: /needs it/,
  },
  {
    name: "no date",
    id: "source.noColumn",
    files: csv("customer_id,net_revenue\n"),
    what: /has no column transacted_at/,
    why: /customer_id, net_revenue/,
  },
  {
    name: "no revenue",
    id: "source.noColumn",
    files: csv("customer_id,transacted_at\n"),
    what: /has no column net_revenue/,
    why: /needs it/,
  },
  {
    name: "data in place of a header",
    id: "source.noColumn",
    files: csv("c-1,2024-01-01,1.00\n"),
    what: /has no column customer_id/,
    why: /column_1, column_2, column_3/,
  },
  {
    name: "UTF-8 and Latin-1 in one file",
    id: "source.notUtf8",
    files: csv(
      Buffer.concat([
        Buffer.from(`${header}\nJosé,2024-01-01,1.00\nÅsa,2024-01-01,1.00\n`),
        latin("Zo\u00eb,2024-01-01,1.00\n"),
      ]),
    ),
    what: /not UTF-8 text \(line 4\)/,
    why: /several encodings/,
  },
  {
    name: "a quote that never closes",
    id: "source.openQuote",
    files: csv(`${good}"c-1,2024-01-01,1.00\nc-1,2024-01-01,1.00\n`),
    what: /never ends \(it begins in the record of line 4\)/,
    why: /none closes it/,
  },
  {
    name: "gz cut short",
    id: "source.damagedGzip",
    files: { "transactions.csv.gz": zipped.subarray(0, zipped.length - 20) },
    what: /transactions\.csv\.gz is damaged/,
    why: /ends too early/,
  },
  {
    name: "gz with a wrong byte",
    id: "source.damagedGzip",
    files: { "transactions.csv.gz": Uint8Array.from(zipped, (byte, at) => (at === 40 ? byte ^ 0xff : byte)) },
    what: /is damaged/,
    why: /not valid gzip|ends too early/,
  },
  {
    name: "text called gz",
    id: "source.damagedGzip",
    files: { "transactions.csv.gz": good },
    what: /is damaged/,
    why: /not valid gzip/,
  },
  {
    name: "an empty gz",
    id: "source.damagedGzip",
    files: { "transactions.csv.gz": "" },
    what: /damaged|no header/,
    why: /./,
  },
  {
    name: "a picture called CSV",
    id: "source.notText",
    files: csv(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 1, 2, 3])),
    what: /transactions\.csv/,
    why: /./,
  },
  {
    name: "text called Parquet",
    id: "source.notOfFormat",
    files: { "transactions.parquet": good },
    what: /transactions\.parquet cannot be read as parquet/,
    why: /./,
  },
  {
    name: "an empty Parquet file",
    id: "source.notOfFormat",
    files: { "transactions.parquet": "" },
    what: /transactions\.parquet cannot be read as parquet/,
    why: /./,
  },
  {
    name: "a Parquet file cut short",
    id: "source.notOfFormat",
    files: { "transactions.parquet": "PAR1xxxxxxxxxxxxxxxxxxxxxxxxxxx" },
    what: /cannot be read as parquet/,
    why: /./,
  },
  {
    name: "JSON cut short",
    id: "source.notOfFormat",
    files: { "transactions.json": '[{"customer_id": "c-1", "net' },
    what: /transactions\.json cannot be read as json/,
    why: /JSON|unexpected/i,
  },
  {
    name: "text called JSON",
    id: "source.notOfFormat",
    files: { "transactions.json": good },
    what: /cannot be read as json/,
    why: /JSON/i,
  },
  {
    name: "a JSON number",
    id: "source.noRecords",
    files: { "transactions.json": "7" },
    what: /transactions\.json/,
    why: /./,
  },
  {
    name: "a JSON array of nothing",
    id: "source.noRecords",
    files: { "transactions.json": "[]" },
    what: /holds no records/,
    why: /array of objects/,
  },
  {
    name: "an empty JSON file",
    id: "source.noRecords",
    files: { "transactions.json": "" },
    what: /holds no records|cannot be read/,
    why: /./,
  },
  {
    name: "JSON without a customer",
    id: "source.noColumn",
    files: { "transactions.json": '[{"net_revenue": 1}]' },
    what: /has no column customer_id/,
    why: /net_revenue/,
  },
  {
    name: "pretty JSON called NDJSON",
    id: "source.noRecords",
    files: { "transactions.ndjson": '[\n  {\n    "customer_id": "c-1"\n  }\n]\n' },
    what: /transactions\.ndjson/,
    why: /./,
  },
  {
    name: "an empty NDJSON file",
    id: "source.noRecords",
    files: { "transactions.ndjson": "" },
    what: /holds no records/,
    why: /object per line/,
  },
  {
    name: "NDJSON whose lines end in CR and CRLF",
    id: "source.notOfFormat",
    files: {
      "transactions.ndjson":
        '{"customer_id":"c","transacted_at":"2024-01-01","net_revenue":1}\r{"customer_id":"d"}\r\n',
    },
    what: /transactions\.ndjson cannot be read as ndjson/,
    why: /./,
  },
  {
    name: "text called DuckDB",
    id: "source.noDatabase",
    files: { "shop.duckdb": good },
    source: "shop.duckdb",
    what: /shop\.duckdb cannot be read as duckdb/,
    why: /./,
  },
  {
    name: "Singer messages without transactions",
    id: "source.noTransactionsWithin",
    files: {
      "tap.jsonl":
        '{"type":"SCHEMA","stream":"weather","schema":{},"key_properties":[]}\n{"type":"RECORD","stream":"weather","record":{"a":1}}\n',
    },
    what: /has no transactions/,
    why: /weather|stream/,
  },
  {
    name: "a folder without files",
    id: "source.noTransactions",
    files: {},
    what: /has no transactions/,
    why: /no file/,
  },
  {
    name: "a folder without transactions",
    id: "source.noTransactions",
    files: { "customers.csv": "customer_id\nc-1\n" },
    what: /has no transactions/,
    why: /customers\.csv/,
  },
  {
    name: "a source that is not there",
    id: "source.absent",
    files: {},
    source: "nowhere",
    what: /nowhere is not there/,
    why: /no folder or file/,
  },
  {
    name: "a pattern that fits nothing",
    id: "source.noTransactions",
    files: {},
    source: "*.nothing",
    what: /has no transactions/,
    why: /no file/,
  },
  {
    name: "a spreadsheet of another program",
    id: "source.unknownFormat",
    files: { "sales.numbers": "PK" },
    source: "sales.numbers",
    what: /sales\.numbers has no format/,
    why: /\.csv/,
  },
  {
    name: "a workbook cut short",
    id: "source.damagedArchive",
    files: { "transactions.xlsx": "PK" },
    what: /transactions\.xlsx is damaged/,
    why: /cannot be opened/,
  },
  {
    name: "a workbook with a password",
    id: "source.encrypted",
    files: { "transactions.xlsx": Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) },
    what: /transactions\.xlsx is protected/,
    why: /encrypted/,
  },
  {
    name: "two files that would both be it",
    id: "source.ambiguous",
    files: withGood({ "transactions.json": "[]" }),
    what: /2 files for transactions/,
    why: /transactions\.csv and transactions\.json/,
  },
  {
    name: "a folder called as a file",
    id: "source.unreadable",
    files: { "transactions.csv/inner.txt": "" },
    what: /transactions\.csv cannot be read/,
    why: /not a plain file|a folder/,
  },
  {
    name: "state changes without a state",
    id: "source.noColumn",
    files: withGood({ "subscription_state_changes.csv": "subscription_id,customer_id,changed_at\n" }),
    what: /subscription_state_changes\.csv has no column state/,
    why: /needs it/,
  },
  {
    name: "reversals without a kind",
    id: "source.noColumn",
    files: withGood({ "reversals.csv": "reversal_id,reversed_at,amount\n" }),
    what: /reversals\.csv has no column kind/,
    why: /needs it/,
  },
  {
    name: "products without an id",
    id: "source.noColumn",
    files: withGood({ "coffee_profiles.csv": "name,roast\n" }),
    what: /coffee_profiles\.csv has no column product_id/,
    why: /needs it/,
  },
  {
    name: "discounts without a programme",
    id: "source.noColumn",
    files: withGood({ "discount_offerings.csv": "discount_id,name\n" }),
    what: /discount_offerings\.csv has no column program/,
    why: /needs it/,
  },
  {
    name: "more bad rows than allowed",
    id: "warehouse.badRows",
    files: csv(`${good}c-1,never,1.00\nc-1,2024-01-01,none\n`),
    what: /Too many records are bad: 2 of 4 in transactions/,
    why: /transactions\.csv:4 transacted_at: not a date/,
    code: 3,
  },
  {
    name: "a mapping that is no YAML",
    id: "mapping.wrong",
    files: mapping("version: 1\ntables: [\n"),
    what: /grounds\.yml:\d/,
    why: /./,
  },
  {
    name: "a mapping with tabs",
    id: "mapping.wrong",
    files: mapping("version: 1\ntables:\n\ttransactions: {}\n"),
    what: /grounds\.yml:3/,
    why: /[Tt]ab/,
  },
  { name: "an empty mapping", id: "mapping.wrong", files: mapping(""), what: /grounds\.yml:1/, why: /./ },
  {
    name: "a mapping of another version",
    id: "mapping.wrong",
    files: mapping(table("").replace("version: 1", "version: 2")),
    what: /grounds\.yml:1/,
    why: /version/,
  },
  {
    name: "a mapping with a key that nobody knows",
    id: "mapping.wrong",
    files: mapping(`${table("")}colour: red\n`),
    what: /grounds\.yml:6/,
    why: /colour/,
  },
  {
    name: "a mapping of an unknown table",
    id: "mapping.wrong",
    files: mapping(table("").replace("  transactions:", "  orders:")),
    what: /grounds\.yml:3/,
    why: /orders|transactions/,
  },
  {
    name: "a mapping of an unknown column",
    id: "mapping.wrong",
    files: mapping(
      table(
        "",
        "columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue, mood: mood }",
      ),
    ),
    what: /grounds\.yml:5/,
    why: /no column mood/,
  },
  {
    name: "a mapping that leaves out what is required",
    id: "mapping.columnLeftOut",
    files: mapping(table("", "columns: { customer_id: customer_id, transacted_at: transacted_at }")),
    what: /leaves out transactions\.net_revenue/,
    why: /grounds\.yml:5/,
  },
  {
    name: "a mapping of a file that is not there",
    id: "mapping.noFile",
    files: mapping(table("").replace("orders.csv", "missing.csv")),
    what: /missing\.csv is not in/,
    why: /grounds\.yml:4/,
  },
  {
    name: "a mapping of a column that is not there",
    id: "mapping.expressionFails",
    files: mapping(table("", "columns: { customer_id: who, transacted_at: transacted_at, net_revenue: net_revenue }")),
    what: /transactions\.customer_id fails .*grounds\.yml:5/,
    why: /who/,
  },
  {
    name: "a mapping that is no SQL",
    id: "mapping.expressionFails",
    files: mapping(
      table("", 'columns: { customer_id: "customer_id || (", transacted_at: transacted_at, net_revenue: net_revenue }'),
    ),
    what: /transactions\.customer_id fails .*grounds\.yml:5/,
    why: /syntax/i,
  },
  {
    name: "a mapping whose filter fails",
    id: "mapping.expressionFails",
    files: mapping(table("    filter: nobody is null\n")),
    what: /transactions\.filter fails .*grounds\.yml:5/,
    why: /nobody/,
  },
  {
    name: "a mapping whose cast fails, without the value",
    id: "mapping.expressionFails",
    files: mapping(
      table(
        "",
        'columns: { customer_id: "customer_id::integer", transacted_at: transacted_at, net_revenue: net_revenue }',
      ),
    ),
    what: /transactions\.customer_id fails .*grounds\.yml:5/,
    why: /^(?!.*c-1)/,
  },
  {
    name: "a mapping that reads another file",
    id: "mapping.expressionFails",
    files: mapping(
      table(
        "",
        "columns: { customer_id: \"(select content from read_text('/etc/passwd'))\", transacted_at: transacted_at, net_revenue: net_revenue }",
      ),
    ),
    what: /transactions\.customer_id fails/,
    why: /./,
  },
  {
    name: "a mapping with a wrong currency",
    id: "mapping.wrong",
    files: mapping(`currency: dollars\n${table("")}`),
    what: /grounds\.yml:1/,
    why: /capital letters/,
  },
  {
    name: "a mapping with a distinct_on that is no column",
    id: "mapping.wrong",
    files: mapping(table("    distinct_on: mood\n")),
    what: /grounds\.yml:5/,
    why: /distinct_on/,
  },
];
