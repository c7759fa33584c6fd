import { smallCohort } from "../domain/cohort.ts";
import { changeFormat, formatNumber, type NumberFormat } from "../domain/format.ts";
import type { Bar } from "./investigation.ts";

/** Numbers of one investigation as its sentences write them. */
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

  /** `95 % interval -4.05 to -3.77` */
  interval({ low, high }: { readonly low: number; readonly high: number }): string {
    const format = changeFormat(this.#format);
    return `95 % interval ${formatNumber(low, format)} to ${formatNumber(high, format)}`;
  }
}

export function percent(share: number): string {
  return formatNumber(share, "percent");
}

/** A change as a share, with its sign: `+0.9 %`. */
export function signedPercent(share: number): string {
  return formatNumber(share, "percent", { signed: true });
}

export function count(value: number): string {
  return formatNumber(value, "count");
}

/** Whether a measure's label is of many: `Refunds were`, `Refunds per customer was`, `Net revenue was`. */
export function wasOrWere(label: string): string {
  return label.endsWith("s") ? "were" : "was";
}

/** `1 customer`, `1,658 customers` */
export function customersOf(value: number): string {
  return `${count(value)} ${value === 1 ? "customer" : "customers"}`;
}

/** What to say of customers whose window is not over at the data's end; nothing where there are none. */
export function leftOut(value: number, why: string): readonly string[] {
  return value > 0 ? [`${customersOf(value)} whose window ${why} ${value === 1 ? "is" : "are"} left out.`] : [];
}

/** What to say of periods that stand on few customers; nothing of others. */
export function fewIn(periods: readonly { readonly label: string; readonly customers: number }[]): readonly string[] {
  const few = periods.filter(({ customers }) => customers < smallCohort);
  if (few.length === 0) return [];
  const told = few.map(({ label, customers }) => `${customersOf(customers)} in ${label}`);
  return [`With ${listed(told)}, too few for an interval to be relied on, take what follows as a description of them.`];
}

export function decimal(value: number): string {
  return formatNumber(value, "decimal");
}

/** `a, b and c` */
export function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? "";
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} and ${last}`;
}

/** What moved: a subject, its two values, and how they are written. */
export interface Movement {
  readonly subject: string;
  readonly before: number;
  readonly after: number;
  readonly write: (value: number) => string;
}

/** `their share rose from 45.0 % to 91.0 %, and their depth from 30.0 % to 40.0 %` */
export function movements(all: readonly Movement[]): string {
  let verb = "";
  return all
    .map((movement) => {
      const [before, after] = [movement.write(movement.before), movement.write(movement.after)];
      if (before === after) {
        verb = "";
        return `${movement.subject} stayed at ${before}`;
      }
      const own = movement.after > movement.before ? "rose" : "fell";
      const said = own === verb ? "" : ` ${own}`;
      verb = own;
      return `${movement.subject}${said} from ${before} to ${after}`;
    })
    .join(", and ");
}

/** Subject of a group's sentence and whether it is many. */
export interface Subject {
  readonly text: string;
  readonly isMany: boolean;
}

/** What a bar says, by its verdict, with the whole change beside it; facts follow after a colon. */
export function explains(
  words: Words,
  { text, isMany }: Subject,
  bar: Bar,
  whole: { readonly change: number; readonly isSilent: boolean },
  facts: string,
): string {
  const share = `${words.change(bar.contribution)} of ${words.change(whole.change)} (${words.interval(bar)})`;
  if (whole.isSilent) return `There is no change to explain; ${facts}.`;
  if (bar.verdict === "not a driver") return `${text} ${isMany ? "are" : "is"} not a driver, ${share}: ${facts}.`;
  if (bar.verdict === "offsetting") {
    const against = `${words.change(bar.contribution)} against ${words.change(whole.change)} (${words.interval(bar)})`;
    return `${text} ${isMany ? "work" : "works"} against the change, ${against}: ${facts}.`;
  }
  return `${text} ${isMany ? "explain" : "explains"} ${share}: ${facts}.`;
}

/** What to say of a change whose interval includes 0; nothing of another. */
export function doubts({ significant, isSilent }: { significant: boolean; isSilent: boolean }): readonly string[] {
  if (significant) return [];
  return isSilent
    ? ["The interval includes 0: there is no change to explain, and no driver is named."]
    : ["The interval includes 0, but drivers that work against each other stand out: the bridge names them."];
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
