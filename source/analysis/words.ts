import type { Amount } from "../domain/amount.ts";
import { smallCohort } from "../domain/cohort.ts";
import { saysZero } from "../domain/format/decimal.ts";
import { intervalEnd } from "../domain/format/interval-end.ts";
import { changeFormat, formatNumber, type NumberFormat } from "../domain/format.ts";
import type { ReversalDays } from "../domain/reversal-days.ts";
import type { Bar } from "./investigation.ts";

/** The number formats of one investigation's sentences. */
export class Words {
  readonly #currency: string;
  readonly #format: NumberFormat;

  constructor(currency: string, format: NumberFormat) {
    this.#currency = currency;
    this.#format = format;
  }

  /** A value of the metric: `$20.12`. */
  value(value: number): string {
    return formatNumber(value, this.#format, { currency: this.#currency });
  }

  /** A change of it, with sign: `-$9.87`. */
  change(value: number): string {
    return formatNumber(value, changeFormat(this.#format), { currency: this.#currency, signed: true });
  }

  money(value: number): string {
    return formatNumber(value, "money", { currency: this.#currency });
  }

  /** To its last digit: `$39,154.20`. */
  amount(value: Amount): string {
    return formatNumber(value, "amount", { currency: this.#currency });
  }

  /** Whether a change is written as zero. */
  isZero(value: number): boolean {
    return saysZero(this.change(value));
  }

  /** `95 % interval -4.05 to -3.77`; an end near 0 has enough digits to show its side. */
  interval({ low, high }: { readonly low: number; readonly high: number }): string {
    return `95 % interval ${this.#end(low)} to ${this.#end(high)}`;
  }

  /** An end of an interval: money without the currency sign, which the value before has. */
  #end(value: number): string {
    const format = changeFormat(this.#format);
    return intervalEnd(value, format, { currency: this.#currency, isCell: format === "money" });
  }
}

export function percent(share: number): string {
  return formatNumber(share, "percent");
}

/** Which reversals count, by their age: `within 60 days`, `at any age`. */
export function reversalWords(days: ReversalDays): string {
  return days === "any" ? "at any age" : `within ${count(days)} days`;
}

/** A change as a share, with its sign: `+0.9 %`. */
export function signedPercent(share: number): string {
  return formatNumber(share, "percent", { signed: true });
}

export function count(value: number): string {
  return formatNumber(value, "count");
}

/** The verb for a measure's label, plural or singular: `Refunds were`, `Refunds per customer was`, `Net revenue was`. */
export function wasOrWere(label: string): string {
  return label.endsWith("s") ? "were" : "was";
}

/** `1 customer`, `1,658 customers` */
export function customersOf(value: number): string {
  return `${count(value)} ${value === 1 ? "customer" : "customers"}`;
}

/** What to say about customers whose window is not over at the data's end; empty if there are none. */
export function leftOut(value: number, why: string): readonly string[] {
  return value > 0 ? [`${customersOf(value)} whose window ${why} ${value === 1 ? "is" : "are"} left out.`] : [];
}

/** What to say about periods with few customers; empty for others. */
export function fewIn(periods: readonly { readonly label: string; readonly customers: number }[]): readonly string[] {
  const few = periods.filter(({ customers }) => customers < smallCohort);
  if (few.length === 0) return [];
  const groups = few.map(({ label, customers }) => `${customersOf(customers)} in ${label}`);
  return [
    `With ${listed(groups)}, too few for an interval to be relied on, take what follows as a description of them.`,
  ];
}

export function decimal(value: number): string {
  return formatNumber(value, "decimal");
}

/** `a, b and c` */
export function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} and ${last}`;
}

/** A movement: its subject, its two values, and their format. */
export interface Movement {
  readonly subject: string;
  readonly before: number;
  readonly after: number;
  readonly write: (value: number) => string;
}

/** `their share rose from 45.0 % to 91.0 %, and their depth stayed at 30.0 %` */
export function movements(all: readonly Movement[]): string {
  let verb = "";
  return all
    .map(({ subject, before, after, write }) => {
      const [from, to] = [write(before), write(after)];
      const own = from === to ? "stayed" : after > before ? "rose" : "fell";
      const said = own === verb ? "" : ` ${own}`;
      verb = own;
      return from === to ? `${subject}${said} at ${from}` : `${subject}${said} from ${from} to ${to}`;
    })
    .join(", and ");
}

/** The subject of a group's sentence and whether it is plural. */
export interface Subject {
  readonly text: string;
  readonly isMany: boolean;
}

/** A sentence about a bar by its verdict, with the whole change; facts follow after a colon. */
export function explains(
  words: Words,
  { text, isMany }: Subject,
  bar: Bar,
  whole: { readonly change: number; readonly isSilent: boolean },
  facts: string,
): string {
  const { contribution } = bar;
  if (contribution === 0 && bar.low === 0 && bar.high === 0) return `${text} did not move the metric: ${facts}.`;
  const [own, all] = [words.change(contribution), words.change(whole.change)];
  const interval = `(${words.interval(bar)})`;
  if (whole.isSilent)
    return `${text}, ${own} ${interval}, ${isMany ? "do" : "does"} not stand out from chance: ${facts}.`;
  if (bar.verdict === "not a driver")
    return `${text} ${isMany ? "are" : "is"} not a driver, ${own} of ${all} ${interval}: ${facts}.`;
  if (bar.verdict === "offsetting")
    return `${text} ${isMany ? "work" : "works"} against the change, ${own} against ${all} ${interval}: ${facts}.`;
  if (Math.abs(contribution) > Math.abs(whole.change)) {
    return `${text} alone ${isMany ? "account" : "accounts"} for ${own} ${interval}, more than the whole change of ${all}: ${facts}.`;
  }
  return `${text} ${isMany ? "explain" : "explains"} ${own} of ${all} ${interval}: ${facts}.`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
