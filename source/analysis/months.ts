import { addDays, addMonths } from "../domain/period.ts";
import { type FieldPlace, placeOf } from "./field-place.ts";
import type { StepSeries } from "./investigation.ts";
import { type Row, text } from "./read-cells.ts";

/** A size and coffee profile of one month: bags and list value in cents. */
export interface MonthProduct {
  readonly size: string;
  readonly profile: string;
  readonly bags: number;
  readonly list: number;
}

/** Figures by month of acquisition, for the charts of the steps; months whose customers are not all mature are left out. */
export class Months {
  readonly months: readonly string[];
  readonly #rows: ReadonlyMap<string, Row>;
  readonly #products: ReadonlyMap<string, readonly MonthProduct[]>;

  /** From the rows of `monthCells` and `productMonths`; `lastDays` is the length of a customer's window, `dataEnd` is exclusive. */
  constructor(rows: readonly Row[], products: readonly Row[], lastDays: number, dataEnd: string) {
    const isComplete = (month: string) => addDays(addMonths(`${month}-01`, 1), lastDays) <= dataEnd.slice(0, 10);
    this.#rows = new Map(rows.map((row) => [text(row[0]).slice(0, 7), row]));
    this.months = [...this.#rows.keys()].filter(isComplete).sort();
    const own = new Map<string, MonthProduct[]>();
    for (const row of products) {
      const month = text(row[0]).slice(0, 7);
      const product = { size: text(row[1]), profile: text(row[2]), bags: Number(row[3]), list: Number(row[4]) };
      own.set(month, [...(own.get(month) ?? []), product]);
    }
    this.#products = own;
  }

  sum(month: string, places: readonly FieldPlace[]): number {
    const row = this.#rows.get(month);
    return places.reduce<number>((sum, place) => sum + Number(row?.[1 + placeOf(place)] ?? 0), 0);
  }

  /** A quotient of sums; null if the denominator is 0. */
  ratio(month: string, tops: readonly FieldPlace[], bottoms: readonly FieldPlace[], unit = 1): number | null {
    const below = this.sum(month, bottoms);
    return below === 0 ? null : (this.sum(month, tops) / below) * unit;
  }

  products(month: string): readonly MonthProduct[] {
    return this.#products.get(month) ?? [];
  }

  /** The share of a month's bags whose product meets the condition. */
  bagShare(month: string, isIn: (product: MonthProduct) => boolean): number | null {
    const products = this.products(month);
    const all = products.reduce((sum, product) => sum + product.bags, 0);
    const within = products.filter(isIn).reduce((sum, product) => sum + product.bags, 0);
    return all === 0 ? null : within / all;
  }

  /** One line per calendar year. */
  series(label: string, unit: StepSeries["unit"], value: (month: string) => number | null): readonly StepSeries[] {
    const years = [...new Set(this.months.map((month) => month.slice(0, 4)))];
    return years.map((year) => ({
      label: `${label} ${year}`.trim(),
      unit,
      points: this.months.filter((month) => month.startsWith(year)).map((month) => ({ month, value: value(month) })),
    }));
  }
}
