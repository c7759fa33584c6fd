const places = 4;
const unit = 10 ** places;

/**
 * An exact amount of money, in ten-thousandths of its currency's unit. It prints as a plain decimal (`12.5`), in JSON too;
 * as a number it is the nearest double, which may be divided, drawn or compared, but never printed.
 */
export class Amount {
  readonly units: bigint;

  constructor(units: bigint) {
    this.units = units;
  }

  /** The amount of a DECIMAL text with at most four places: `-12.50`. Throws SyntaxError for any other text. */
  static of(text: string): Amount {
    const [whole = "", fraction = ""] = text.split(".");
    if (fraction.length > places) throw new SyntaxError(`${text} has more than ${places} decimals`);
    return new Amount(BigInt(`${whole}${fraction.padEnd(places, "0")}`));
  }

  plus(other: Amount): Amount {
    return new Amount(this.units + other.units);
  }

  minus(other: Amount): Amount {
    return new Amount(this.units - other.units);
  }

  /** Its size in units of `decimals` decimals, at most four; halves are rounded up. */
  magnitude(decimals: number): bigint {
    const step = 10n ** BigInt(places - decimals);
    const size = this.units < 0n ? -this.units : this.units;
    return (size + step / 2n) / step;
  }

  /** The number of decimals needed to print it exactly, 0 to 4. */
  get decimals(): number {
    const zeros = /0*$/.exec(String(this.units).slice(-places).padStart(places, "0"))?.[0].length ?? 0;
    return places - zeros;
  }

  valueOf(): number {
    return Number(this.units) / unit;
  }

  toString(): string {
    const digits = String(this.magnitude(places)).padStart(places + 1, "0");
    const fraction = digits.slice(-places).replace(/0+$/, "");
    return `${this.units < 0n ? "-" : ""}${digits.slice(0, -places)}${fraction === "" ? "" : `.${fraction}`}`;
  }

  /** With all its digits, which a double may not hold. */
  toJSON(): unknown {
    const json = JSON as typeof JSON & { readonly rawJSON: (text: string) => unknown };
    return json.rawJSON(this.toString());
  }
}

/** A figure of a result: an exact amount of money, or a count or quotient. */
export type Figure = number | Amount;

export function isFigure(value: unknown): value is Figure {
  return typeof value === "number" || value instanceof Amount;
}

/** Figures as doubles, for charts. */
export function doubles(figures: readonly (Figure | undefined)[]): readonly (number | undefined)[] {
  return figures.map((figure) => (figure === undefined ? undefined : Number(figure)));
}

/** The sum of two figures of one kind: exact for amounts. */
export function sum(one: Figure, other: Figure): Figure {
  return one instanceof Amount && other instanceof Amount ? one.plus(other) : Number(one) + Number(other);
}

/** The difference of two figures of one kind: exact for amounts. */
export function difference(now: Figure, before: Figure): Figure {
  return now instanceof Amount && before instanceof Amount ? now.minus(before) : Number(now) - Number(before);
}

/** -1, 0 or 1 if `a` is less than, equal to or greater than `b`. */
export function compareFigures(a: Figure, b: Figure): number {
  const [left, right] = a instanceof Amount && b instanceof Amount ? [a.units, b.units] : [Number(a), Number(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
