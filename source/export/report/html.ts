import { buildDocument } from "./build-document.ts";
import type { ContentsEntry, ReportDocument, Tile } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import { pageHtml } from "./html/page.ts";
import { chipHtml, sectionHtml } from "./html/section.ts";
import type { ReportInput } from "./report-input.ts";

/** The investigation as one HTML page without scripts that loads nothing; the same bytes for the same input. */
export function reportHtml(input: ReportInput): string {
  const document = buildDocument(input);
  return pageHtml(document.title, [
    '<a class="skip" href="#report">Skip to the report</a>',
    headerHtml(document),
    '<main id="report">',
    ...document.sections.map(sectionHtml),
    "</main>",
    `<footer><p>${escapeHtml(document.colophon)}</p></footer>`,
  ]);
}

function headerHtml({ title, subject, tiles, summary, warnings, contents }: ReportDocument): string {
  return [
    "<header>",
    '<p class="eyebrow">Investigation report</p>',
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="subject">${escapeHtml(subject)}</p>`,
    ...warnings.map((text) => `<p class="warning">${escapeHtml(text)}</p>`),
    `<dl class="tiles">\n${tiles.map(tileHtml).join("\n")}\n</dl>`,
    `<div class="summary">${summary.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n")}</div>`,
    `<nav aria-label="Steps"><ol>\n${contents.map(entryHtml).join("\n")}\n</ol></nav>`,
    "</header>",
  ].join("\n");
}

function tileHtml({ label, value, detail, tone }: Tile): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd class="value ${tone}">${escapeHtml(value)}</dd><dd class="detail">${escapeHtml(detail)}</dd></div>`;
}

function entryHtml({ id, title, verdict, contribution }: ContentsEntry): string {
  return `<li><a href="#${id}">${escapeHtml(title)}</a>${chipHtml(verdict)}<span class="num">${escapeHtml(contribution)}</span></li>`;
}
