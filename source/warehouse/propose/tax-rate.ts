import { baseValues, columnValues, lineValue, type MoneyScene, type WeighedBase } from "./amount-bases.ts";
import { answered, type Choices, type Decision } from "./decision.ts";
import type { Finding } from "./finding.ts";
import { yesWords } from "./flag-part.ts";
import { nearlyAll, ordersOf } from "./line-sample.ts";
import { isRevenueKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import { isTaxRateName } from "./rate-names.ts";
import type { Part } from "./revenue-expression.ts";
import type { SampledFile } from "./sampled-file.ts";

const fewest = 3;

/**
 * Whether the amounts of lines include a tax of which only the rate is given. Nothing is decided if there is also a column with
 * its amount, which is deducted as such.
 */
export function taxWithin(
  scene: MoneyScene,
  weighed: WeighedBase,
  file: SampledFile,
  choices: Choices,
): { readonly parts: readonly Part[]; readonly decisions: readonly Decision[] } {
  const rate = scene.money.find(
    ({ name, kind, level }) => kind === "aside" && level !== "first" && isTaxRateName(name),
  );
  const hasMoney = scene.money.some(
    (column) =>
      column.kind === "tax" && columnValues(scene, column).some((value) => value !== undefined && value !== 0),
  );
  if (rate === undefined || hasMoney || weighed.base.level !== "line") return { parts: [], decisions: [] };
  const at = scene.sample.columns.indexOf(rate.name);
  const rates = scene.sample.lines.map(({ numbers }) => Math.abs(numbers[at] ?? 0));
  const most = Math.max(0, ...rates);
  if (most === 0 || most > 60) return { parts: [], decisions: [] };
  const way = most < 1 ? "taxed-share" : "taxed";
  const flag = includedFlag(file);
  const finding =
    flag === undefined
      ? found(scene, weighed, (line) => (line[at] ?? 0) / (way === "taxed" ? 100 : 1))
      : { answer: flag.words.length > 0, isShown: true, because: `${flag.column} says which amounts include it` };
  const off = {
    id: "off",
    says: `tax of ${rate.name} taken out of the amounts${flag === undefined ? "" : ` where ${flag.column} says so`}`,
    parts: [
      {
        column: { ...rate, kind: "tax" as const, level: "line" as const },
        isNegative: false,
        way,
        only: flag?.words.length === 0 ? undefined : flag,
      },
    ] as readonly Part[],
  };
  const left = { id: "in", says: `tax of ${rate.name} not in the amounts`, parts: [] as readonly Part[] };
  const { decision, option } = answered(choices, {
    id: "tax-rate",
    about: `tax of ${rate.name} in the amounts`,
    because: finding.because,
    isShown: finding.isShown,
    options: finding.answer ? [off, left] : [left, off],
  });
  return { parts: option.parts, decisions: [decision] };
}

/** A column of yes and no that says of each line whether its amount includes the tax. */
function includedFlag({ columns }: SampledFile): Part["only"] {
  for (const { name, words } of columns) {
    const yes = isIncludedName(normalName(name)) ? yesWords(words) : undefined;
    if (yes !== undefined) return { column: name, words: yes };
  }
  return undefined;
}

function isIncludedName(name: string): boolean {
  return (
    /(^|_)(tax(es)?|vat|gst|mwst|ust|moms|tva|iva|btw)_(is_|are_)?(incl|inkl|includ\w*|inclus\w*)$/.test(name) ||
    /(^|_)(incl|inkl|includ\w*|inclus\w*)_(of_)?(tax(es)?|vat|gst|mwst|ust|moms|tva|iva|btw)$/.test(name)
  );
}

type RateOf = (numbers: readonly (number | undefined)[]) => number;

/** By another column that is the amount without the tax, or with it; otherwise by the name. */
function found(scene: MoneyScene, { base }: WeighedBase, rateOf: RateOf): Finding<boolean> {
  const { sample, money } = scene;
  const orders = ordersOf(sample);
  const taxed = (sign: 1 | -1) =>
    orders.map((lines) =>
      lines.reduce((sum, line) => sum + (lineValue(sample, base, line) ?? 0) * (1 + rateOf(line.numbers)) ** sign, 0),
    );
  const rate = orders.map((lines) => rateOf(lines[0]?.numbers ?? []));
  const shipping = money.filter(({ kind }) => kind === "shipping").map((column) => columnValues(scene, column));
  for (const target of money.filter(({ kind, name }) => isRevenueKind(kind) && name !== base.column)) {
    const own = columnValues(scene, target);
    for (const sign of [-1, 1] as const) {
      const goods = taxed(sign);
      for (const extra of [undefined, ...shipping]) {
        const both = own.flatMap((value, order) => (value === undefined || (rate[order] ?? 0) === 0 ? [] : [order]));
        const held = both.filter((order) => {
          const more = (extra?.[order] ?? 0) * (1 + (rate[order] ?? 0)) ** sign;
          const cents = 0.0051 * ((orders[order]?.length ?? 1) + 2);
          return Math.abs((goods[order] ?? 0) + more - (own[order] ?? 0)) <= cents;
        }).length;
        if (held < fewest || held < nearlyAll * both.length) continue;
        const with_ = sign === -1 ? "without" : "with";
        const because = `${base.label} ${with_} the tax = ${target.name} in ${held} of ${both.length} orders`;
        return { answer: sign === -1, isShown: true, because };
      }
    }
  }
  if (/incl|inkl|ttc|brutto|gross|with_tax/.test(normalName(base.column)))
    return { answer: true, isShown: true, because: `named ${base.column}` };
  if (base.kind === "net" || /excl|exkl|without_tax/.test(normalName(base.column)))
    return { answer: false, isShown: true, because: `named ${base.column}` };
  const hasAny = baseValues(scene, base).some((value) => value !== undefined && value !== 0);
  return { answer: false, isShown: !hasAny, because: "no column of the file proves it" };
}
