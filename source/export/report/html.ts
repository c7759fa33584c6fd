import { buildDocument } from "./build-document.ts";
import type { ContentsEntry, ReportDocument, Tile } from "./document.ts";
import { pageHtml } from "./html/page.ts";
import { bridgeHtml, chipHtml, sectionHtml } from "./html/section.ts";
import { type Html, html, lines } from "./html/tag.ts";
import type { ReportInput } from "./report-input.ts";

/** The investigation as one HTML page without scripts that loads nothing; the same bytes for the same input. */
export function reportHtml(input: ReportInput): string {
  return documentHtml(buildDocument(input), "Investigation report");
}

/** The same of a document; `kind` stands above its title. */
export function documentHtml(document: ReportDocument, kind: string): string {
  const hasAppendix = document.sections.length > 0;
  return pageHtml(document.title, [
    hasAppendix && html`<a class="skip" href="#appendix">Skip to the appendix</a>`,
    firstPageHtml(document, kind),
    hasAppendix && html`<main id="appendix">\n${lines(document.sections.map(sectionHtml))}\n</main>`,
    html`<footer><p>${document.colophon}</p></footer>`,
  ]).text;
}

/** What a reader in a hurry needs, on one page: headline, sentences, waterfall; author and date are written in by hand. */
function firstPageHtml(document: ReportDocument, kind: string): Html {
  const { title, subject, tiles, summary, waterfall, warnings, contents } = document;
  return lines([
    html`<header>`,
    html`<p class="eyebrow">${kind}</p>`,
    html`<h1>${title}</h1>`,
    html`<p class="subject">${subject}</p>`,
    warnings.map((text) => html`<p class="warning">${text}</p>`),
    html`<dl class="tiles">\n${lines(tiles.map(tileHtml))}\n</dl>`,
    html`<div class="summary">${lines(summary.map((text) => html`<p>${text}</p>`))}</div>`,
    waterfall && bridgeHtml(waterfall),
    html`<p class="by">Prepared by<span></span>Date<span></span></p>`,
    contents.length > 0 && html`<nav aria-label="Steps"><ol>\n${lines(contents.map(entryHtml))}\n</ol></nav>`,
    html`</header>`,
  ]);
}

function tileHtml({ label, value, detail, tone }: Tile): Html {
  return html`<div><dt>${label}</dt><dd class="value ${tone}">${value}</dd><dd class="detail">${detail}</dd></div>`;
}

function entryHtml({ id, title, verdict, contribution }: ContentsEntry): Html {
  return html`<li><a href="#${id}">${title}</a>${chipHtml(verdict)}<span class="num">${contribution}</span></li>`;
}
