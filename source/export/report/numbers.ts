import type { StepTable } from "../../analysis/investigation.ts";
import { currencySymbol, formatCell, formatNumber, formatOfUnit, type NumberFormat } from "../../domain/format.ts";

type Unit = StepTable["columns"][number]["unit"];

/** Numbers of one report, written as the screens write them. */
export class Numbers {
  readonly currency: string;
  readonly metric: NumberFormat;

  constructor(currency: string, metric: NumberFormat) {
    this.currency = currency;
    this.metric = metric;
  }

  /** A value of the metric: `$20.14`. */
  value(value: number): string {
    return formatNumber(value, this.metric, { currency: this.currency });
  }

  /** A change of it, with sign: `-$9.99`. */
  change(value: number | null | undefined): string {
    return formatNumber(value, this.metric, { currency: this.currency, signed: true });
  }

  /** A change in a column whose header names the unit. */
  signed(value: number | null | undefined): string {
    return formatNumber(value, this.metric, { signed: true });
  }

  /** Whole cents, always to the cent: `39,154.20`. */
  cents(value: number): string {
    return formatNumber(value / 100, "decimal");
  }

  /** Money under a header that names the unit. */
  amount(value: number | null): string {
    return formatCell(value, "money");
  }

  count(value: number): string {
    return formatNumber(value, "count");
  }

  percent(value: number | null | undefined): string {
    return formatNumber(value, "percent");
  }

  /** A value with its unit, for a chart. */
  ofUnit(unit: Unit): (value: number) => string {
    return (value) =>
      formatNumber(value, unit === "text" ? "decimal" : formatOfUnit(unit), { currency: this.currency });
  }

  /** A cell of a step's table: the unit is in the header. */
  cell(value: string | number | null, unit: Unit): string {
    if (typeof value === "number" && unit !== "text") return formatCell(value, formatOfUnit(unit));
    return value === null ? "" : String(value);
  }

  /** `depth, %`; a unit once, in the header. */
  header(label: string, unit: Unit): string {
    const sign = unit === "money" ? currencySymbol(this.currency).trim() : unit === "percent" ? "%" : "";
    return sign === "" ? label : `${label}, ${sign}`;
  }

  /** The same for a column of the metric. */
  metricHeader(label: string): string {
    return this.header(label, this.metric === "money" ? "money" : "number");
  }
}
