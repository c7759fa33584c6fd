import { eventMark } from "../../../domain/business-event.ts";
import type { Fold, ReportSection, SectionFigure, Verdict, WaterfallFigure } from "../document.ts";
import { linesSvg } from "./svg-lines.ts";
import { mixSvg } from "./svg-mix.ts";
import { waterfallSvg } from "./svg-waterfall.ts";
import { tableHtml } from "./table.ts";
import { type Html, html, lines, multiline } from "./tag.ts";

/** One section: heading, question, verdict, finding, pictures, tables, folds. */
export function sectionHtml(section: ReportSection): Html {
  const { id, level, title, eyebrow, question, verdict, note, list = [] } = section;
  return lines([
    html`<section class="${level === 2 ? "part" : "step"}" aria-labelledby="${id}">`,
    eyebrow && html`<p class="eyebrow">${eyebrow}</p>`,
    html`<h${level} id="${id}">${title}${verdict && html` ${chipHtml(verdict)}`}</h${level}>`,
    question && html`<p class="question">${question}</p>`,
    section.paragraphs.map((text) => html`<p class="finding">${text}</p>`),
    note && html`<blockquote><p class="eyebrow">Analyst’s note</p><p class="note">${multiline(note)}</p></blockquote>`,
    list.length > 0 && html`<ul>${list.map((text) => html`<li>${text}</li>`)}</ul>`,
    section.figures.length > 0 && html`<div class="charts">\n${lines(section.figures.map(figureHtml))}\n</div>`,
    section.tables.map(tableHtml),
    section.folds.map(foldHtml),
    html`</section>`,
  ]);
}

export function chipHtml({ words, tone }: Verdict): Html {
  return html`<span class="chip ${tone}">${words}</span>`;
}

const waterfallKey =
  "Bars are contributions, whiskers their 95 % intervals; the thin line below a bar is its range over all orders of the drivers.";

/** A picture with its title. */
function figureHtml(figure: SectionFigure): Html {
  const picture = figure.kind === "lines" ? linesSvg(figure) : mixSvg(figure);
  const events = figure.kind === "lines" ? figure.events : [];
  const key = events.map(({ text }) => html`<p class="key">${eventMark} ${text}</p>`);
  return html`<figure><figcaption>${figure.title}</figcaption>\n${picture}${key}</figure>`;
}

/** The bridge with the legend of its bars. */
export function bridgeHtml(figure: WaterfallFigure): Html {
  return html`<figure class="large"><figcaption>${figure.title}</figcaption>
${waterfallSvg(figure)}
<p class="key">${figure.bars.some(({ interval }) => interval !== undefined) ? waterfallKey : "Bars are contributions."}</p></figure>`;
}

function foldHtml({ summary, paragraphs = [], tables, sql }: Fold): Html {
  return lines([
    html`<details><summary>${summary}</summary>`,
    paragraphs.map((text) => html`<p>${text}</p>`),
    tables.map(tableHtml),
    sql.map(({ tableId, text }) => html`<pre data-table="${tableId}"><code>${multiline(text)}</code></pre>`),
    html`</details>`,
  ]);
}
