import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Investigation } from "../../source/analysis/investigation.ts";
import type { Session } from "../../source/commands/session.ts";
import { Amount } from "../../source/domain/amount.ts";
import { cell } from "../../source/domain/cell.ts";
import { formatCell } from "../../source/domain/format.ts";
import { reportHtml } from "../../source/export/report/html.ts";
import { reportMarkdown } from "../../source/export/report/markdown.ts";
import type { ReportInput } from "../../source/export/report/report-input.ts";
import { withLiterals } from "../../source/export/report/sql-literal.ts";
import { hostileValues } from "../fixtures/hostile-values.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { copyTinyWarehouse, scratchFolder, tinySession } from "../helpers/tiny-warehouse.ts";
import { tablesOf } from "./parse-report.ts";
import { reportOn } from "./tiny-report.ts";

let session: Session;
let input: ReportInput<Investigation>;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  scratch = await scratchFolder();
  process.env.GROUNDS_DATA = scratch.path;
  await copyTinyWarehouse(join(scratch.path, "tiny.duckdb"));
  session = await tinySession();
  input = await reportOn(session);
});
afterAll(async () => {
  await session.close();
  await scratch.remove();
});

const writers = [
  ["HTML", reportHtml],
  ["Markdown", reportMarkdown],
] as const;

/** Markdown without its escapes. */
function plain(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1").replaceAll("**", "");
}

describe.each(writers)("the report as %s", (name, write) => {
  it("is the same, byte for byte, when made again", async () => {
    expect(write(await reportOn(session))).toBe(write(input));
  });

  it("contains no path, and no time at which anything was made", () => {
    const report = write({
      ...input,
      dataSet: { ...input.dataSet, name: "/home/somebody/raw", builtAt: "2031-05-06T07:08:09Z" },
    });
    expect(report).not.toMatch(/home|somebody|2031/);
  });

  it("has every bar of the bridge and every line of the tie-out", () => {
    const text = plain(write(input));
    const { groups, drivers, trueUp } = input.investigation;
    for (const bar of [...groups, ...drivers]) {
      expect(text).toContain(bar.label);
      for (const value of [bar.contribution, bar.low, bar.high]) {
        expect(text).toContain(formatCell(value, "money", { currency: "USD", signed: true }));
      }
    }
    for (const line of trueUp.lines) {
      expect(text).toContain(line.label);
      for (const amount of [line.base, line.compare])
        expect(text).toContain(formatCell(amount, "amount", { currency: "USD" }));
      for (const each of [line.basePerCustomer, line.comparePerCustomer])
        expect(text).toContain(formatCell(each, "money", { currency: "USD" }));
    }
  });

  it("contains each step, the inputs and the choices", () => {
    const text = plain(write(input)).replaceAll("&#39;", "'");
    for (const { question: asked, finding } of input.investigation.steps.slice(0, -1)) {
      expect(text).toContain(asked);
      expect(text).toContain(finding);
    }
    for (const { file, sha256 } of input.dataSet.inputs) expect(text).toContain(sha256 && file);
    expect(text).toContain("attribution, not causation");
    expect(text).toContain("1.2.3");
    expect(text).toContain("--base 2024-Q1 --compare 2025-Q1 --where point_of_entry=subscription");
  });

  it("keeps notes, and leaves out what the analyst left out, except bridge and tie-out", () => {
    const excluded = ["welcome", "bridge", "true_up"] as const;
    const text = plain(write({ ...input, notes: { volume: "first line\nsecond <b>line</b>" }, excluded }));
    expect(text).toContain("Analyst’s note");
    expect(text).toMatch(/first line/);
    expect(text).not.toContain("Do more customers come on a welcome offer");
    expect(text).toContain("Left out of the story by the analyst: Welcome offer.");
    expect(text).toContain("The bridge");
    expect(text).toContain("The tie-out");
  });

  it.each(hostileValues.map((value) => [JSON.stringify(value).slice(0, 40), value]))(
    "keeps %s text",
    (_shown, value) => {
      const markup = "<script>alert(1)</script><img src=x onerror=alert(1)><b>[a](http://x.invalid)";
      const report = write(hostileInput(`${markup}${value}`));
      expect(report.split("\n").filter((line) => cell(line) !== line)).toEqual([]);
      const text = report.replaceAll(/^(`{3,})[a-z]+\n[\s\S]*?\n\1$/gm, "");
      expect(text).not.toMatch(/(?<!\\)<(script|img|b)\b/i);
      if (name === "Markdown") expect(text).not.toMatch(/[^\\]\]\(|http:\/\//i);
    },
  );
});

/** An investigation whose labels, texts, categories and file names are all one value. */
function hostileInput(value: string): ReportInput<Investigation> {
  const { investigation, dataSet } = input;
  const [bar] = investigation.groups;
  if (!bar) throw new Error("the tiny bridge has bars");
  const segment = {
    where: [{ dimension: "region", op: "in" as const, values: [value] }],
    label: value,
    kind: "who" as const,
    yardstick: "percent" as const,
    rates: [1, 2] as const,
    restRates: [1, 1] as const,
    customersBefore: 8,
    contribution: 1,
    z: 3,
    pAdjusted: 0.01,
    customers: 9,
  };
  return {
    investigation: {
      ...investigation,
      question: { ...investigation.question, filters: [{ dimension: "region", op: "in", values: [value] }] },
      groups: [{ ...bar, label: value }],
      drivers: [{ ...bar, label: value }],
      trueUp: {
        ...investigation.trueUp,
        parts: [
          {
            by: "channel",
            period: "base",
            key: value,
            rows: 1,
            list: new Amount(1n),
            net: new Amount(1n),
            plug: new Amount(0n),
            difference: new Amount(0n),
          },
        ],
      },
      segments: [segment],
      segmentsTested: 9,
      steps: investigation.steps.map((step) => ({
        ...step,
        finding: value,
        ...(step.table
          ? { table: { ...step.table, rows: step.table.rows.map(([, ...rest]) => [value, ...rest]) } }
          : {}),
        series: step.series.map((series) => ({ ...series, label: `share of ${value} ${series.label.slice(-4)}` })),
      })),
      caveats: [value],
    },
    dataSet: { ...dataSet, name: value, inputs: [{ table: "t", file: value, sha256: "0", rows: 1 }] },
    version: "1.2.3",
    notes: { volume: value, report: value },
  };
}

describe("the page", () => {
  it("allows only its own style sheet", () => {
    const html = reportHtml(input);
    expect(html).toMatch(
      /content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'"/,
    );
    expect(html).not.toMatch(/\sstyle=|<script|https?:|src=/i);
  });

  it("has one table per id, each with a caption and as many cells as columns", () => {
    const tables = tablesOf(reportHtml(input));
    expect(new Set(tables.map(({ id }) => id)).size).toBe(tables.length);
    for (const { columns, rows } of tables) for (const row of rows) expect(row.length).toBe(columns.length);
  });
});

describe("printed SQL", () => {
  it("contains its values, whatever they are, in printable characters", () => {
    const sql = withLiterals({ sql: "select $1, '$2', \"$1\", $2", params: ["it's \u001b[2J\n$1", 7] });
    expect(sql).toBe("select ('it''s ' || chr(27) || '[2J' || chr(10) || '$1'), '$2', \"$1\", 7");
    for (const value of hostileValues) {
      const printed = withLiterals({ sql: "$1", params: [value] });
      expect(cell(printed)).toBe(printed);
    }
  });
});

describe("grounds investigate --report", () => {
  const words = () => [
    "investigate",
    "--source",
    tinySource,
    "--warehouse",
    join(scratch.path, "tiny.duckdb"),
    "--base",
    "2024-Q1",
    "--compare",
    "2025-Q1",
    "--replicates",
    "100",
  ];

  it("writes each file completely and privately, and replaces none unless asked to", async () => {
    const files = ["r.html", "r.md"].map((name) => join(scratch.path, name));
    const asked = [...words(), ...files.flatMap((file) => ["--report", file])];
    expect(await runHere(...asked)).toMatchObject({ code: 0 });
    const [html = "", markdown = ""] = files;
    const first = await readFile(html, "utf8");
    expect(first).toMatch(/^<!doctype html>/);
    expect(await readFile(markdown, "utf8")).toMatch(/^# Net revenue per customer/);
    expect((await stat(html)).mode & 0o777).toBe(0o600);
    const again = await runHere(...asked);
    expect(again.code).toBe(1);
    expect(again.log).toContain("already exists");
    expect(await runHere(...asked, "--overwrite")).toMatchObject({ code: 0 });
    expect(await readFile(html, "utf8")).toBe(first);
  });

  it("says what names a report may have", async () => {
    const { code, log } = await runHere(...words(), "--report", "r.pdf");
    expect(code).toBe(2);
    expect(log).toContain("--report report.html");
  });
});
