/** The style sheet of the page: light and dark, wide and narrow, screen and paper. */
export const style = `
:root { color-scheme: light dark; --page: #fdfdfb; --soft: #f3f4f2; --mark: #e3e6e9; --ink: #1c2530; --quiet: #58626f; --rule: #d9dcdf; --hair: #e8eaeb;
  --blue: #1d5f9e; --orange: #a94a08; --gain: #3d7fbe; --loss: #d9772f; --total: #6c7683; --then: #98a1ab; --then-ink: #5b6570; --now: #1d5f9e; }
@media (prefers-color-scheme: dark) { :root { --page: #14171b; --soft: #1d2127; --mark: #343b45; --ink: #e4e7ea; --quiet: #a3acb7; --rule: #3a414a; --hair: #2a3037;
  --blue: #82b7ec; --orange: #f2a066; --gain: #5c9ad8; --loss: #d9833f; --total: #8b95a1; --then: #737d89; --then-ink: #a3acb7; --now: #82b7ec; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3.5rem; }
.skip { position: absolute; left: -100rem; top: 0; background: var(--page); color: var(--blue); padding: .5rem 1rem; }
.skip:focus { left: 0; }
a { color: var(--blue); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
h1 { font-size: clamp(1.6rem, 1.1rem + 2.2vw, 2.5rem); line-height: 1.15; letter-spacing: -.02em; font-weight: 650; margin: .3rem 0 .8rem; max-width: 24ch; text-wrap: balance; }
h2 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -.012em; font-weight: 650; margin: 0 0 .5rem; }
h3 { font-size: 1.15rem; line-height: 1.3; font-weight: 650; margin: 0 0 .35rem; }
p { margin: 0 0 .8rem; max-width: 46rem; }
ul { padding-left: 1.2rem; max-width: 46rem; }
li { margin-bottom: .35rem; }
.eyebrow { font-size: .78rem; letter-spacing: .06em; text-transform: uppercase; color: var(--quiet); margin: 0 0 .2rem; }
.subject, .question, .key, footer { color: var(--quiet); }
.question { font-style: italic; }
.warning { border-left: 3px solid var(--orange); padding: .1rem 0 .1rem .8rem; color: var(--orange); }
.tiles { display: grid; grid-template-columns: 1fr 1fr minmax(0, 1.5fr); gap: 0 2rem; margin: 2rem 0; padding: 0; border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); }
.tiles div { padding: 1rem 0; }
.tiles dt { font-size: .85rem; color: var(--quiet); }
.tiles dd { margin: 0; }
.tiles .value { font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; font-weight: 600; font-variant-numeric: tabular-nums; }
.tiles .detail { font-size: .85rem; color: var(--quiet); }
.value.loss, .chip.loss, .loss-ink { color: var(--orange); fill: var(--orange); }
.value.gain, .chip.gain, .gain-ink { color: var(--blue); fill: var(--blue); }
.summary p { font-size: 1.08rem; }
nav ol { list-style: none; margin: 1.5rem 0 0; padding: 0; columns: 2 22rem; column-gap: 3rem; }
nav li { display: grid; grid-template-columns: 1fr auto 4.5rem; gap: .8rem; align-items: baseline; border-bottom: 1px solid var(--hair); padding: .35rem 0; margin: 0; break-inside: avoid; }
nav .num { text-align: right; }
nav a { text-decoration-color: var(--rule); }
.by { display: none; }
.part { margin-top: 3.5rem; padding-top: 1.6rem; border-top: 1px solid var(--rule); }
.step { margin-top: 2.6rem; }
.chip { display: inline-block; font-size: .78rem; font-weight: 500; letter-spacing: 0; line-height: 1.3; padding: .12rem .55rem; border: 1px solid currentColor; border-radius: 1rem; vertical-align: .15em; white-space: nowrap; color: var(--quiet); }
.chip.strong { color: var(--page); background: var(--ink); border-color: var(--ink); }
.chip.medium { color: var(--ink); background: var(--mark); border-color: transparent; }
.chip.plain { color: var(--ink); }
blockquote { margin: 1rem 0; padding: .7rem 1rem; background: var(--soft); border-left: 3px solid var(--blue); }
.note { white-space: pre-line; margin: 0; }
figure { margin: 1.2rem 0 0; }
figcaption { font-weight: 600; font-size: .92rem; margin-bottom: .4rem; }
.key { font-size: .85rem; margin: .5rem 0 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: .4rem 2rem; }
.charts figure { min-width: 0; }
svg { display: block; width: 100%; height: auto; overflow: visible; font-size: 12px; }
svg.waterfall { font-size: 14px; }
svg.narrow { display: none; font-size: 13px; }
svg.narrow text { paint-order: stroke; stroke: var(--page); stroke-width: 5px; stroke-linejoin: round; }
text { fill: var(--ink); }
.strong { font-weight: 600; }
.tick { font-size: 11px; }
.tick, .then-ink { fill: var(--then-ink); }
text.now-ink { fill: var(--now); }
text.loss-ink { fill: var(--orange); }
text.gain-ink { fill: var(--blue); }
.year { font-weight: 600; }
.num { font-variant-numeric: tabular-nums; }
.axis { stroke: var(--total); stroke-width: 1; }
.grid { stroke: var(--hair); stroke-width: 1; }
.connector { stroke: var(--then); stroke-width: 1; }
.whisker { stroke: var(--ink); stroke-width: 1.3; }
.order { stroke-width: 2; opacity: .75; }
.gain-line { stroke: var(--gain); }
.loss-line { stroke: var(--loss); }
rect.gain { fill: var(--gain); }
rect.loss { fill: var(--loss); }
rect.total { fill: var(--total); }
.then-fill { fill: var(--then); }
.now-fill { fill: var(--now); }
path { fill: none; stroke-linejoin: round; stroke-linecap: round; }
path.then { stroke: var(--then); stroke-width: 2; }
path.now { stroke: var(--now); stroke-width: 2.4; }
path.event { fill: var(--page); stroke: var(--ink); stroke-width: 1.5; }
.dot { stroke: var(--page); stroke-width: 1.5; }
.box { position: relative; overflow-x: auto; margin: 1.2rem 0 0; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; min-width: 100%; }
caption { text-align: left; font-weight: 600; font-size: .92rem; padding-bottom: .3rem; }
th, td { padding: .38rem .9rem .38rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--hair); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { vertical-align: bottom; color: var(--quiet); font-size: .82rem; line-height: 1.25; border-bottom-color: var(--rule); min-width: 4rem; }
tbody th { min-width: 9rem; max-width: 26rem; }
td:not(.num) { min-width: 8.5rem; max-width: 30rem; }
th.num, td.num { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
td.num { white-space: nowrap; }
tr.subtotal > * { font-weight: 650; border-top: 1px solid var(--rule); }
tr.check > * { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
details { margin-top: .9rem; border-top: 1px solid var(--hair); padding-top: .5rem; }
details + details { margin-top: .5rem; }
summary { cursor: pointer; color: var(--blue); font-size: .9rem; }
pre { background: var(--soft); padding: .8rem 1rem; margin: .8rem 0 0; font: .76rem/1.45 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; max-height: none; }
code { font: inherit; }
footer { margin-top: 4rem; padding-bottom: 3rem; font-size: .85rem; }
@media (max-width: 40rem) {
  .tiles { grid-template-columns: 1fr 1fr; }
  .tiles div:last-child { grid-column: 1 / -1; }
  .tiles div:not(:first-child):last-child { padding-top: 0; }
  header, main, footer { padding-left: 1.1rem; padding-right: 1.1rem; }
  header { padding-top: 1.8rem; }
  svg.wide { display: none; }
  svg.narrow { display: block; }
  .part { margin-top: 2.6rem; }
  nav li { grid-template-columns: 1fr auto 3.8rem; gap: .5rem; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --soft: #f6f6f5; --mark: #e6e8ea; --ink: #111; --quiet: #4a525c; --rule: #bbb; --hair: #ddd; --blue: #1d5f9e; --orange: #a94a08;
    --gain: #3d7fbe; --loss: #d9772f; --total: #6c7683; --then: #98a1ab; --then-ink: #4a525c; --now: #1d5f9e; }
  @page { margin: 16mm 15mm; }
  @page wide { size: landscape; }
  .box.wide { page: wide; }
  body { overflow-wrap: break-word; }
  h1 { font-size: 1.9rem; max-width: none; }
  .tiles { margin: 1rem 0; }
  header .large svg { max-height: 95mm; }
  .by { display: flex; gap: .6rem; max-width: none; margin: 1.2rem 0 0; color: var(--quiet); }
  .by span { flex: 1; border-bottom: 1px solid var(--rule); margin-right: 1.5rem; }
  nav { break-before: page; }
  html { font-size: 9pt; }
  body { line-height: 1.45; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main, footer { max-width: none; padding: 0; }
  .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, .eyebrow, .question, figcaption, caption, summary { break-after: avoid; }
  figure, tr, blockquote, .tiles { break-inside: avoid; }
  .box { overflow: visible; }
  thead { display: table-header-group; }
  table { font-size: 7.6pt; }
  thead th { font-size: inherit; }
  th, td { padding-top: .2rem; padding-bottom: .2rem; }
  .part { margin-top: 2rem; }
  .step { margin-top: 1.6rem; }
  header { padding-top: 0; }
  thead th { min-width: 0; }
  tbody th { min-width: 7rem; }
  td:not(.num) { min-width: 5rem; }
  th, td { padding-right: .45rem; }
  .charts { grid-template-columns: repeat(3, 1fr); }
  details::details-content { content-visibility: visible; block-size: auto; display: block; }
  summary { list-style: none; color: var(--quiet); }
  pre, details:not(:has(table)) { display: none; }
  footer::after { content: " The SQL beside each table is in the page's file."; }
}
`;
