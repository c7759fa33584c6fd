import { cell } from "../../domain/cell.ts";
import { buildDocument } from "./build-document.ts";
import type { Fold, ReportDocument, ReportSection, ReportTable } from "./document.ts";
import { escapeMarkdown, linesOf } from "./escape.ts";
import { html } from "./html/tag.ts";
import type { ReportInput } from "./report-input.ts";
import { textWaterfall } from "./text-waterfall.ts";

/** The investigation as GitHub Markdown: the same texts, tables and SQL as the page; the same bytes for the same input. */
export function reportMarkdown(input: ReportInput): string {
  return documentMarkdown(buildDocument(input));
}

/** The same of a document. */
export function documentMarkdown(document: ReportDocument): string {
  const blocks = [
    ...leadBlocks(document),
    ...document.sections.flatMap(sectionBlocks),
    escapeMarkdown(document.colophon),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function leadBlocks(document: ReportDocument): readonly string[] {
  const { title, subject, tiles, summary, waterfall, warnings, contents } = document;
  return [
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(subject),
    ...warnings.map((text) => `> ${escapeMarkdown(text)}`),
    tiles
      .map(
        (tile) => `- ${escapeMarkdown(tile.label)}: **${escapeMarkdown(tile.value)}** (${escapeMarkdown(tile.detail)})`,
      )
      .join("\n"),
    ...summary.map(escapeMarkdown),
    ...(waterfall === undefined ? [] : [fenced(textWaterfall(waterfall), "text")]),
    ...(contents.length === 0 ? [] : [contentsText(contents)]),
  ];
}

function contentsText(contents: ReportDocument["contents"]): string {
  return tableText({
    id: "steps",
    caption: "Steps",
    columns: [
      { label: "step", align: "text" },
      { label: "verdict", align: "text" },
      { label: "contribution", align: "number" },
    ],
    rows: contents.map((entry) => ({ cells: [entry.title, entry.verdict.words, entry.contribution] })),
  });
}

function sectionBlocks(section: ReportSection): readonly string[] {
  const { level, title, question, verdict, note, list } = section;
  return [
    `${"#".repeat(level)} ${escapeMarkdown(title)}`,
    ...(question ? [`*${escapeMarkdown(question)}*${verdict ? ` — **${escapeMarkdown(verdict.words)}**` : ""}`] : []),
    ...section.paragraphs.map(escapeMarkdown),
    ...(note
      ? [
          linesOf(`Analyst’s note:\n${note}`)
            .map((text) => `> ${escapeMarkdown(text)}`)
            .join("\\\n"),
        ]
      : []),
    ...(list && list.length > 0 ? [list.map((text) => `- ${escapeMarkdown(text)}`).join("\n")] : []),
    ...section.tables.flatMap(tableBlocks),
    ...section.folds.flatMap(foldBlocks),
  ];
}

function foldBlocks({ summary, paragraphs, tables, sql }: Fold): readonly string[] {
  return [
    html`<details><summary>${summary}</summary>`.text,
    ...(paragraphs ?? []).map(escapeMarkdown),
    ...tables.flatMap(tableBlocks),
    ...sql.map(({ text }) => fenced(text, "sql")),
    "</details>",
  ];
}

function tableBlocks(table: ReportTable): readonly string[] {
  return [`**${escapeMarkdown(table.caption)}**`, tableText(table)];
}

function tableText({ columns, rows }: ReportTable): string {
  const lines = [
    columns.map(({ label }) => escapeMarkdown(label)),
    columns.map(({ align }) => (align === "number" ? "---:" : "---")),
    ...rows.map(({ cells, kind }) =>
      cells.map((text) => (kind === "subtotal" && text !== "" ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text))),
    ),
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A block of code whose fence is longer than any run of backticks in it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...linesOf(text).map(cell), fence].join("\n");
}
