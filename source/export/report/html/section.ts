import type { Figure, Fold, ReportSection, SectionFigure, Verdict } from "../document.ts";
import { escapeHtml, escapeLines, linesOf } from "../escape.ts";
import { linesSvg } from "./svg-lines.ts";
import { mixSvg } from "./svg-mix.ts";
import { waterfallSvg } from "./svg-waterfall.ts";
import { tableHtml } from "./table.ts";

/** One section: heading, question, verdict, finding, pictures, tables, folds. */
export function sectionHtml(section: ReportSection): string {
  const { id, level, title, eyebrow, question, verdict, note, list } = section;
  return [
    `<section class="${level === 2 ? "part" : "step"}" aria-labelledby="${id}">`,
    ...(eyebrow ? [`<p class="eyebrow">${escapeHtml(eyebrow)}</p>`] : []),
    `<h${level} id="${id}">${escapeHtml(title)}${verdict ? ` ${chipHtml(verdict)}` : ""}</h${level}>`,
    ...(question ? [`<p class="question">${escapeHtml(question)}</p>`] : []),
    ...section.paragraphs.map((text) => `<p class="finding">${escapeHtml(text)}</p>`),
    ...(note
      ? [`<blockquote><p class="eyebrow">Analyst’s note</p><p class="note">${escapeLines(note)}</p></blockquote>`]
      : []),
    ...(list && list.length > 0 ? [`<ul>${list.map((text) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`] : []),
    ...figuresHtml(section.figures),
    ...section.tables.map(tableHtml),
    ...section.folds.map(foldHtml),
    "</section>",
  ].join("\n");
}

export function chipHtml({ words, tone }: Verdict): string {
  return `<span class="chip ${tone}">${escapeHtml(words)}</span>`;
}

function figuresHtml(figures: readonly SectionFigure[]): readonly string[] {
  return figures.length > 0 ? [`<div class="charts">\n${figures.map(figureHtml).join("\n")}\n</div>`] : [];
}

const waterfallKey =
  "Bars are contributions, whiskers their 95 % intervals; the thin line below a bar is its range over all orders of the drivers.";

/** A picture with its title; a waterfall with the key to its bars. */
export function figureHtml(figure: Figure): string {
  switch (figure.kind) {
    case "waterfall":
      return `<figure class="large"><figcaption>${escapeHtml(figure.title)}</figcaption>\n${waterfallSvg(figure)}\n<p class="key">${waterfallKey}</p></figure>`;
    case "lines":
      return `<figure><figcaption>${escapeHtml(figure.title)}</figcaption>\n${linesSvg(figure)}</figure>`;
    case "mix":
      return `<figure><figcaption>${escapeHtml(figure.title)}</figcaption>\n${mixSvg(figure)}</figure>`;
  }
}

function foldHtml({ summary, paragraphs, tables, sql }: Fold): string {
  return [
    `<details><summary>${escapeHtml(summary)}</summary>`,
    ...(paragraphs ?? []).map((text) => `<p>${escapeHtml(text)}</p>`),
    ...tables.map(tableHtml),
    ...sql.map(({ tableId, text }) => `<pre data-table="${tableId}"><code>${sqlHtml(text)}</code></pre>`),
    "</details>",
  ].join("\n");
}

/** Indentation is kept; every value in it was made plain when the statement was written. */
function sqlHtml(text: string): string {
  return linesOf(text).map(escapeHtml).join("\n");
}
