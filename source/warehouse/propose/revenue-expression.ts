import { type Base, baseValues, lineValue, type MoneyColumn, type MoneyScene } from "./amount-bases.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { NumberReadings } from "./number-decision.ts";
import { isIn } from "./row-part.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** A column (or a share of it) that is deducted, as decided. */
export interface Part {
  readonly column: MoneyColumn;
  /** Booked with a minus, so that adding it deducts it. */
  readonly isNegative: boolean;
  readonly way: "off" | "capped" | "share" | "percent" | "taxed" | "taxed-share";
  /** The words of a column that marks the lines to which this applies; undefined: all. */
  readonly only?: { readonly column: string; readonly words: readonly string[] } | undefined;
}

/** The components of a line's net revenue. */
export interface Formula {
  readonly base: Base;
  readonly parts: readonly Part[];
  /** Condition for rows whose positive amounts are deducted. */
  readonly negated: string | undefined;
  /** Whether the file books sales with a minus. */
  readonly isTurned?: boolean | undefined;
  /** Sums of other files by order or line, as joined columns. */
  readonly sums: readonly { readonly column: string; readonly level: "line" | "each" }[];
}

export interface Writer {
  readonly file: SampledFile;
  readonly key: string | undefined;
  readonly numbers: NumberReadings;
  readonly reserved: ReadonlySet<string>;
  readonly scene: MoneyScene;
}

/** Net revenue of a line as SQL over the file's own columns. A plain column stays as written. */
export function netExpression(writer: Writer, formula: Formula): string {
  if (formula.isTurned === true) return `-(${netExpression(writer, { ...formula, isTurned: false })})::decimal(18, 4)`;
  const { base, parts, negated, sums } = formula;
  const isAlone = base.quantity === undefined && base.reduced === undefined;
  const isPlain = parts.length === 0 && sums.length === 0 && negated === undefined && isAlone;
  const facts = factsOf(writer, base.column);
  if (isPlain && base.level !== "each" && !writer.numbers.isDivided) {
    const text = writer.numbers.textOf(facts);
    return base.level === "first" ? orZero(writer, base, text, "'0'") : text;
  }
  const shares = parts.filter(({ way }) => way === "share" || way === "percent");
  const discounted = shares.reduce(
    (sql, part) => `${sql} * (1 - ${amount(writer, part)}${part.way === "percent" ? " / 100" : ""})`,
    `${baseExpression(writer, base)}${shares.length > 0 ? wideFor(writer, base) : ""}`,
  );
  const off = parts
    .filter(({ way }) => way === "off")
    .map((part) => ` ${part.isNegative ? "+" : "-"} ${once(writer, part.column.level, amount(writer, part))}`);
  const goods = untaxed(writer, parts, `${discounted}${off.join("")}`);
  const capped = parts
    .filter(({ way }) => way === "capped")
    .map((part) => ` - ${cappedOff(writer, part, base.level === "line" ? goods : goods)}`);
  const summed = sums.map(
    ({ column, level }) =>
      ` - ${once(writer, level, `coalesce(try_cast(${sqlName(column, writer.reserved)} as decimal(18, 4)), 0)`)}`,
  );
  if (parts.length === 0 && sums.length === 0 && negated === undefined) return goods;
  const net = `(${goods}${capped.join("")}${summed.join("")})::decimal(18, 4)`;
  return negated === undefined ? net : `if(${negated}, -abs(${net}), ${net})`;
}

/** Without the tax at a rate, rounded to the cent as invoices round each line. */
function untaxed(writer: Writer, parts: readonly Part[], goods: string): string {
  const [rate] = parts.filter(({ way }) => way === "taxed" || way === "taxed-share");
  if (rate === undefined) return goods;
  const net = `round((${goods}) / (1 + ${amount(writer, rate)}${rate.way === "taxed" ? " / 100" : ""}), 2)`;
  if (rate.only === undefined) return net;
  return `if(${isIn(sqlName(rate.only.column, writer.reserved), rate.only.words)}, ${net}, ${goods})`;
}

/** A base after deductions; undefined values stay undefined, to show up in the quarantine. */
export function baseExpression(writer: Writer, base: Base): string {
  const own = writer.numbers.typedOf(factsOf(writer, base.column));
  const value =
    base.reduced === undefined
      ? own
      : `coalesce(nullif(${writer.numbers.typedOf(factsOf(writer, base.reduced))}, 0), ${own})`;
  if (base.quantity !== undefined) {
    const back = (base.back ?? []).map((name) => ` - coalesce(${piecesOf(writer, name)}, 0)`);
    const pieces = `${piecesOf(writer, base.quantity)}${back.join("")}`;
    return `(${back.length === 0 ? pieces : `(${pieces})`} * ${value}${wideFor(writer, base)})::decimal(18, 4)`;
  }
  if (base.level === "first") return orZero(writer, base, value, "0");
  return base.level === "each" ? once(writer, "each", value) : value;
}

/** A hundredth of where a product of two decimals of 18 digits overflows: lines that were not sampled may be larger. */
const large = 1e8;

/**
 * A cast to 19 digits for amounts that may be too large to be multiplied otherwise, as in dong or rupiah. Other amounts do
 * not pay for it: it takes twenty times as long.
 */
function wideFor({ scene }: Writer, base: Base): string {
  const isLarge = scene.sample.lines.some((line) => Math.abs(lineValue(scene.sample, base, line) ?? 0) >= large);
  return isLarge ? "::decimal(19, 4)" : "";
}

/** The other lines of an order add nothing; an order without any amount has none, and shows up in the quarantine. */
function orZero(writer: Writer, base: Base, value: string, zero: string): string {
  const { key, reserved, scene } = writer;
  const isSide = scene.money.some(({ isOtherSide }) => isOtherSide === true);
  const isWhole = isSide || baseValues(scene, base).every((amount) => amount !== undefined);
  if (isWhole || key === undefined) return `coalesce(${value}, ${zero})`;
  const has = `count(${sqlName(base.column, reserved)}) over (partition by ${sqlName(key, reserved)}) > 0`;
  return `coalesce(${value}, if(${has}, ${zero}, null))`;
}

/** Quantities in the number style of their own column, which is never in cents. */
export function piecesOf(writer: Writer, quantity: string): string {
  return `try_cast(${writer.numbers.textOf(factsOf(writer, quantity))} as decimal(18, 4))`;
}

function amount(writer: Writer, { column, way }: Part): string {
  const facts = factsOf(writer, column.name);
  const typed =
    way !== "off" && way !== "capped"
      ? `try_cast(${writer.numbers.textOf(facts)} as decimal(18, 6))`
      : writer.numbers.typedOf(facts);
  return `coalesce(${typed}, 0)`;
}

/** What an order has on each of its lines counts on the first only. */
function once(writer: Writer, level: MoneyColumn["level"], value: string): string {
  return level === "each" ? `if(${firstOfOrder(writer)}, ${value}, 0)` : value;
}

export function firstOfOrder({ key, reserved }: Writer): string {
  return key === undefined ? "true" : `row_number() over (partition by ${sqlName(key, reserved)} order by _record) = 1`;
}

/** A refund that includes tax and shipping gives back no more goods than there were. */
function cappedOff(writer: Writer, part: Part, goods: string): string {
  const refund = part.isNegative ? `-${amount(writer, part)}` : amount(writer, part);
  const { key, reserved } = writer;
  if (part.column.level === "line" || key === undefined) return `least(${refund}, greatest(${goods}, 0))`;
  // Window functions cannot be nested: an order's goods are added up only if each line has its own.
  const whole = /\bover \(/.test(goods) ? goods : `sum(${goods}) over (partition by ${sqlName(key, reserved)})`;
  return once(writer, part.column.level, `least(${refund}, greatest(${whole}, 0))`);
}

function factsOf({ file }: Writer, name: string): ColumnFacts {
  const facts = file.columns.find((each) => each.name === name);
  if (facts === undefined) throw new Error(`no column ${name} in ${file.name}`);
  return facts;
}
