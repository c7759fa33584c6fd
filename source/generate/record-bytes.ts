import { secondsPerDay } from "./calendar.ts";

/** Ids of a fixed width, made from counters: `t-00000001`. */
export interface IdShape {
  readonly prefix: string;
  readonly width: number;
}

const comma = 44;
const point = 46;
const colon = 58;
const minus = 45;
const zero = 48;
const lineEnd = 10;
const space = 32;
const startSize = 65_536;
/** More than any number, id or moment takes. */
const shortSize = 64;

/**
 * Accumulates CSV records as bytes: as strings, millions of records would mostly be work for the garbage collector. Each
 * call writes a part of the record; `end` ends it.
 */
export class RecordBytes {
  #bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafe(startSize);
  /** The buffer taken last, to be reused. */
  #other: Buffer<ArrayBuffer> | undefined;
  #at = 0;
  #start = 0;
  #last = [0, 0] as readonly [from: number, to: number];
  readonly #days = new Map<number, string>();

  /** The number of bytes accumulated. */
  get size(): number {
    return this.#at;
  }

  /** A text unchanged; the caller quotes it. */
  text(text: string): this {
    this.#ensure(text.length * 3);
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        this.#at += this.#bytes.write(text.slice(index), this.#at);
        break;
      }
      this.#bytes[this.#at++] = code;
    }
    return this;
  }

  comma(): this {
    this.#bytes[this.#at++] = comma;
    return this;
  }

  id(shape: IdShape, number: number): this {
    return this.text(shape.prefix).#digits(number, shape.width);
  }

  /** A whole number that is not negative. */
  number(value: number): this {
    return this.#digits(value, 1);
  }

  /** Cents as a decimal with two places. */
  money(cents: number): this {
    this.#ensure(shortSize);
    if (cents < 0) this.#bytes[this.#at++] = minus;
    const size = Math.abs(cents);
    const whole = Math.floor(size / 100);
    this.#digits(whole, 1);
    return this.#separated(point, size - whole * 100);
  }

  /** An instant as `YYYY-MM-DD HH:MM:SS`. */
  moment(seconds: number): this {
    const day = Math.floor(seconds / secondsPerDay);
    const second = seconds - day * secondsPerDay;
    const minute = Math.floor(second / 60);
    const hour = Math.floor(minute / 60);
    this.text(this.#dayText(day));
    return this.#separated(space, hour)
      .#separated(colon, minute - hour * 60)
      .#separated(colon, second - minute * 60);
  }

  end(): void {
    this.#ensure(shortSize);
    this.#last = [this.#start, this.#at];
    this.#bytes[this.#at++] = lineEnd;
    this.#start = this.#at;
  }

  /** The record that ended last, without its line end; not after `take`. */
  lastRecord(): string {
    return this.#bytes.toString("utf8", ...this.#last);
  }

  /** The accumulated whole records; valid until the next call. */
  take(): Uint8Array {
    const taken = this.#bytes;
    const size = this.#at;
    this.#bytes = this.#other ?? Buffer.allocUnsafe(taken.length);
    this.#other = taken;
    this.#at = 0;
    this.#start = 0;
    return taken.subarray(0, size);
  }

  #dayText(day: number): string {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const text = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10);
    this.#days.set(day, text);
    return text;
  }

  /** A mark and two digits. */
  #separated(mark: number, value: number): this {
    const tens = Math.floor(value / 10);
    this.#bytes[this.#at++] = mark;
    this.#bytes[this.#at++] = zero + tens;
    this.#bytes[this.#at++] = zero + value - tens * 10;
    return this;
  }

  #digits(value: number, least: number): this {
    this.#ensure(shortSize);
    let width = 1;
    for (let power = 10; power <= value; power *= 10) width++;
    width = Math.max(width, least);
    let rest = value;
    for (let at = this.#at + width - 1; at >= this.#at; at--) {
      const tens = Math.floor(rest / 10);
      this.#bytes[at] = zero + rest - tens * 10;
      rest = tens;
    }
    this.#at += width;
    return this;
  }

  /** Makes room for `size` bytes, and for a separator or two after them. */
  #ensure(size: number): void {
    const needed = this.#at + size + shortSize;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}
