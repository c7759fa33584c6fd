import { changeFormat, formatNumber } from "../../domain/format.ts";
import type { Bar } from "../investigation.ts";
import { capital } from "../words.ts";
import type { KindTotal, TotalsInvestigation } from "./totals-investigation.ts";

/** What the sentences are written from. */
type Found = Pick<
  TotalsInvestigation,
  "question" | "metric" | "base" | "compare" | "change" | "interval" | "groups" | "kinds"
>;

/** Sentences from the numbers: what changed, what each named bar explains, who the customers are. */
export function totalsFindings(found: Found, currency: string): readonly string[] {
  const words = new TotalsSentences(found, currency);
  const named = found.groups.filter(({ verdict }) => verdict !== "not a driver");
  const largestFirst = named.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return [
    words.headline(),
    ...(found.question.of === "period" ? words.customers() : []),
    ...largestFirst.map((bar) => words.explains(bar)),
    ...(named.length === 0 ? ["No driver stands out from chance."] : []),
  ];
}

class TotalsSentences {
  readonly #found: Found;
  readonly #currency: string;

  constructor(found: Found, currency: string) {
    this.#found = found;
    this.#currency = currency;
  }

  /** `Net revenue was $812,345 in 2024-Q1 and $913,221 in 2025-Q1: up $100,876 (12.4 %; 95 % interval …).` */
  headline(): string {
    const { metric, base, compare, change, question } = this.#found;
    const label = capital(metric.label);
    const place = question.of === "period" ? "in" : "for";
    const verb = label.endsWith("s") ? "were" : "was";
    const direction = change > 0 ? "up" : "down";
    const share = base.value > 0 ? `${formatNumber(Math.abs(change) / base.value, "percent")}; ` : "";
    const both = `${label} ${verb} ${this.#value(base.value)} ${place} ${base.label} and ${this.#value(compare.value)} ${place} ${compare.label}`;
    if (this.#value(base.value) === this.#value(compare.value)) return `${both}: no change.`;
    return `${both}: ${direction} ${this.#value(Math.abs(change))} (${share}${this.#interval(this.#found.interval)}).`;
  }

  /** `Customers went from 4,020 to 4,512: 3,100 were retained, 920 lost, 1,300 new and 112 returned.` */
  customers(): readonly string[] {
    const of = (kind: KindTotal["kind"]) => this.#found.kinds.find((each) => each.kind === kind);
    const [retained, lost, fresh, returned] = [of("retained"), of("lost"), of("new"), of("returned")];
    if (![retained, lost, fresh, returned].some((kind) => kind !== undefined)) return [];
    const count = (value: number | undefined) => formatNumber(value ?? 0, "count");
    const before = (retained?.customersBase ?? 0) + (lost?.customersBase ?? 0);
    const after =
      (retained?.customersCompare ?? 0) + (fresh?.customersCompare ?? 0) + (returned?.customersCompare ?? 0);
    const parts = `${count(retained?.customersBase)} were retained, ${count(lost?.customersBase)} lost, ${count(fresh?.customersCompare)} new and ${count(returned?.customersCompare)} returned`;
    return [`Customers went from ${count(before)} to ${count(after)}: ${parts}.`];
  }

  /** `List price like for like explains +$4,120 of +$100,876 (95 % interval …).` */
  explains(bar: Bar): string {
    const { change } = this.#found;
    const subject = capital(bar.label);
    const isMany = /(^customers|reversals|units|discounts)$/.test(bar.label);
    const interval = this.#interval([bar.low, bar.high]);
    if (bar.verdict === "offsetting")
      return `${subject} ${isMany ? "work" : "works"} against the change: ${this.#change(bar.contribution)} (${interval}).`;
    return `${subject} ${isMany ? "explain" : "explains"} ${this.#change(bar.contribution)} of ${this.#change(change)} (${interval}).`;
  }

  #value(value: number): string {
    return formatNumber(value, this.#found.metric.format, { currency: this.#currency });
  }

  #change(value: number): string {
    return formatNumber(value, changeFormat(this.#found.metric.format), { currency: this.#currency, signed: true });
  }

  #interval([low, high]: readonly [number, number]): string {
    return `95 % interval ${this.#change(low)} to ${this.#change(high)}`;
  }
}
