import { type BusinessWords, coffeeWords, productMix, worded } from "../domain/business-words.ts";
import { saysZero } from "../domain/format/decimal.ts";
import { barOf, type Evidence } from "./evidence.ts";
import type { Bar, Step, StepTable } from "./investigation.ts";
import type { CategoryEffect } from "./mix-and-rate.ts";
import { foremost, priceIndex, pricePointOf, productEffects } from "./product-effects.ts";
import { changeColumn, column } from "./step-columns.ts";
import { switchingPart } from "./step-switching.ts";
import { capital, explains, movements, percent } from "./words.ts";

const mostRows = 12;

/** Step 5: standard against large units. */
export function bagSizeStep(evidence: Evidence): Step {
  const { words, bridge, months, layout, business } = evidence;
  const bar = barOf(evidence, "bag_size");
  const size = worded("{unit} size", business);
  const effects = productEffects(evidence, (product) => layout.sizes[product.size] ?? "");
  const main = mainCategory(effects, "large");
  return {
    id: "bag_size",
    title: capital(size),
    question: `Are customers buying different ${size}s?`,
    verdict: bar.verdict,
    finding: explains(
      words,
      { text: capital(size), isMany: false },
      bar,
      bridge,
      shareFacts(main, effects, "of one size", business),
    ),
    table: effectTable(evidence, size, effects, "mix"),
    series: months.series(`share of ${main?.name ?? ""} ${business.unit.many}`, "percent", (month) =>
      months.bagShare(month, (product) => product.size === main?.name),
    ),
    sql: [evidence.statements.products, evidence.statements.productMonths],
    ...switchingPart(evidence, "bag_size"),
    ...besideCounts(evidence, `${capital(size)}s`),
  };
}

/** Step 6: which products, and in which price segment. */
export function profileStep(evidence: Evidence): Step {
  const { words, bridge, months, layout, business } = evidence;
  const bar = barOf(evidence, "coffee_profile");
  const mix = productMix(business);
  const effects = productEffects(evidence, ({ profile }) => layout.profiles[profile] ?? "");
  const points = productEffects(evidence, ({ profile }) => pricePointOf(layout.profiles[profile] ?? ""));
  const shown = points.length > 1 ? points : effects;
  const main = mainCategory(shown, "premium");
  return {
    id: "profile",
    title: capital(mix),
    question: worded(
      points.length > 1
        ? "Are customers choosing {products} of another price segment?"
        : "Are customers choosing other {products}?",
      business,
    ),
    verdict: bar.verdict,
    finding: explains(
      words,
      { text: worded("The choice of {products}", business), isMany: false },
      bar,
      bridge,
      shareFacts(main, shown, worded("of one {product}", business), business),
    ),
    table: effectTable(evidence, profileColumn(business), effects, "mix"),
    series: shownSeries(shown, main).flatMap(({ name }) =>
      months.series(`share of ${name}`, "percent", (month) =>
        months.bagShare(month, ({ profile }) => (shown === points ? pricePointOf(profile) : profile) === name),
      ),
    ),
    sql: [evidence.statements.products, evidence.statements.productMonths],
    ...switchingPart(evidence, "price_point"),
    ...besideCounts(evidence, capital(`${profileColumn(business)}s`)),
  };
}

/** Step 7: list price of the same product in the same size. */
export function listPriceStep(evidence: Evidence): Step {
  const { words, bridge, months, layout, business } = evidence;
  const bar = barOf(evidence, "list_price");
  const effects = productEffects(
    evidence,
    ({ size, profile }) => `${layout.sizes[size]} · ${layout.profiles[profile]}`,
  );
  const change = priceIndex(effects);
  const moved = saysZero(percent(change))
    ? "did not move"
    : `${change > 0 ? "rose" : "fell"} by ${percent(Math.abs(change))}`;
  const before = new Map(effects.map((effect) => [effect.name, effect.rates[0]]));
  return {
    id: "list_price",
    title: "List price",
    question: worded(
      layout.sizes.length > 1
        ? "Did the list price of the same {product} and {unit} change?"
        : "Did the list price of the same {product} change?",
      business,
    ),
    verdict: bar.verdict,
    finding: explains(words, { text: "List prices", isMany: true }, bar, bridge, `like for like, list prices ${moved}`),
    table: effectTable(evidence, business.product.one, effects, "rate"),
    series: months.series("list price, like for like", "percent", (month) => {
      let [now, then] = [0, 0];
      for (const product of months.products(month)) {
        const price = before.get(`${product.size} · ${product.profile}`);
        if (price === undefined) continue;
        now += product.list / 100;
        then += product.bags * price;
      }
      return then === 0 ? null : now / then;
    }),
    sql: [evidence.statements.products, evidence.statements.productMonths],
    ...(besideCounts(evidence, "List prices") ?? withoutPrices(evidence, bar)),
  };
}

function effectTable(
  { base, compare, business: { unit } }: Evidence,
  what: string,
  effects: readonly CategoryEffect[],
  by: "mix" | "rate",
): StepTable {
  return {
    columns: [
      column(what, "text"),
      column(`${unit.many} ${base.label}`, "percent"),
      column(`${unit.many} ${compare.label}`, "percent"),
      column(`list per ${unit.one} ${base.label}`, "money"),
      column(`list per ${unit.one} ${compare.label}`, "money"),
      changeColumn(`effect of mix per ${unit.one}`, "money"),
      changeColumn(`effect of price per ${unit.one}`, "money"),
      column("", "text"),
    ],
    rows: foremost(effects, by, mostRows).map((effect) =>
      "rest" in effect
        ? [`${effect.rest} others`, null, null, null, null, effect.mix, effect.rate, ""]
        : [
            effect.name,
            ...effect.weights,
            effect.rates[0] ?? null,
            effect.rates[1] ?? null,
            effect.mix,
            effect.rate,
            effect.presence === "both" ? "" : effect.presence,
          ],
    ),
  };
}

/** The row heading of the products' table. */
function profileColumn({ product }: BusinessWords): string {
  return product.one === coffeeWords.product.one ? "coffee profile" : product.one;
}

/** How a category's share moved; for one that is all or nearly all, the share is not worth reporting. */
function shareFacts(
  main: CategoryEffect | undefined,
  all: readonly CategoryEffect[],
  same: string,
  { unit }: BusinessWords,
): string {
  if (!main) return "nothing was sold";
  if (all.length < 2)
    return main.name === "unknown" ? "which it was is not known" : `every ${unit.one} was ${same}, ${main.name}`;
  if (main.name !== "unknown" && main.weights.every((weight) => percent(weight) === percent(1)))
    return `${main.weights.every((weight) => weight === 1) ? "" : "nearly "}every ${unit.one} was ${main.name}`;
  const subject =
    main.name === "unknown" ? `the share of ${unit.many} not known` : `the share of ${main.name} ${unit.many}`;
  return movements([{ subject, before: main.weights[0], after: main.weights[1], write: percent }]);
}

/** The category that a sentence is about: the known one, otherwise the one whose share moved the price most. */
function mainCategory(effects: readonly CategoryEffect[], known: string): CategoryEffect | undefined {
  return effects.find(({ name }) => name === known) ?? effects.toSorted((a, b) => Math.abs(b.mix) - Math.abs(a.mix))[0];
}

/** The most lines that a chart can show. */
const mostSeries = 4;

function shownSeries(effects: readonly CategoryEffect[], main: CategoryEffect | undefined): readonly CategoryEffect[] {
  return effects.length <= mostSeries || !main ? effects : [main];
}

function besideCounts({ metric }: Evidence, subject: string): Pick<Step, "verdict" | "finding"> | undefined {
  if (metric.depth === "net" || metric.depth === "list") return undefined;
  return { verdict: "not a driver", finding: `${subject} are not part of ${metric.label}.` };
}

/** What the bridge has instead of list prices if the source has none: the value per unit, whatever was bought. */
function withoutPrices({ capabilities, words, bridge, business }: Evidence, bar: Bar): Partial<Step> {
  const capability = capabilities.find(({ name }) => name === "list_prices");
  if (capability === undefined || capability.available) return {};
  const { unit, product } = business;
  const facts = `what a ${unit.one} brought before discounts and reversals, whichever ${product.one} it was`;
  return {
    title: bar.label,
    question: `Did a ${unit.one} bring more or less before discounts and reversals?`,
    finding: `${explains(words, { text: bar.label, isMany: false }, bar, bridge, facts)} ${capability.why}`,
    table: { columns: [], rows: [] },
    series: [],
  };
}
