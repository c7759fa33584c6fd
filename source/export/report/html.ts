import { buildDocument } from "./build-document.ts";
import type { ContentsEntry, ReportDocument, Tile } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import { pageHtml } from "./html/page.ts";
import { chipHtml, figureHtml, sectionHtml } from "./html/section.ts";
import type { ReportInput } from "./report-input.ts";

/** The investigation as one HTML page without scripts that loads nothing; the same bytes for the same input. */
export function reportHtml(input: ReportInput): string {
  const document = buildDocument(input);
  return pageHtml(document.title, [
    ...(document.sections.length === 0 ? [] : ['<a class="skip" href="#appendix">Skip to the appendix</a>']),
    firstPageHtml(document),
    ...(document.sections.length === 0
      ? []
      : ['<main id="appendix">', ...document.sections.map(sectionHtml), "</main>"]),
    `<footer><p>${escapeHtml(document.colophon)}</p></footer>`,
  ]);
}

/** What a reader in a hurry needs, on one sheet of paper: headline, sentences, waterfall; who made it and when is written in by hand. */
function firstPageHtml(document: ReportDocument): string {
  const { title, subject, tiles, summary, waterfall, warnings, contents } = document;
  return [
    "<header>",
    '<p class="eyebrow">Investigation report</p>',
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="subject">${escapeHtml(subject)}</p>`,
    ...warnings.map((text) => `<p class="warning">${escapeHtml(text)}</p>`),
    `<dl class="tiles">\n${tiles.map(tileHtml).join("\n")}\n</dl>`,
    `<div class="summary">${summary.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n")}</div>`,
    ...(waterfall === undefined ? [] : [figureHtml(waterfall)]),
    '<p class="by">Prepared by<span></span>Date<span></span></p>',
    ...(contents.length === 0
      ? []
      : [`<nav aria-label="Steps"><ol>\n${contents.map(entryHtml).join("\n")}\n</ol></nav>`]),
    "</header>",
  ].join("\n");
}

function tileHtml({ label, value, detail, tone }: Tile): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd class="value ${tone}">${escapeHtml(value)}</dd><dd class="detail">${escapeHtml(detail)}</dd></div>`;
}

function entryHtml({ id, title, verdict, contribution }: ContentsEntry): string {
  return `<li><a href="#${id}">${escapeHtml(title)}</a>${chipHtml(verdict)}<span class="num">${escapeHtml(contribution)}</span></li>`;
}
