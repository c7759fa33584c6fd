import { isAscii, isUtf8 } from "node:buffer";
import { singleByte, wholeWords } from "./single-byte.ts";

/** How many bytes are checked for the zero bytes of UTF-16. */
const sniffed = 65_536;

/**
 * Converts the bytes of a text file to UTF-8 as they pass. In this order: a byte order mark; every second byte zero (UTF-16);
 * otherwise ASCII up to the first other byte, and from there UTF-8 or, if the bytes are not valid UTF-8, a single-byte
 * encoding: Windows-1252, which includes Latin-1, or Macintosh if lines end in CR alone. Text that is nearly all Japanese in
 * Shift_JIS, or has the letters of another language, as in Windows-1250 and Windows-1251, is read as that.
 */
export class Utf8Stream {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #encoding: string | undefined;
  #lineEnds = { cr: false, lf: false };

  /** `given` is any label of the WHATWG encoding standard, and is trusted. */
  constructor(given?: string) {
    if (given !== undefined) this.#decodeFrom(given);
  }

  /** The name to display; ASCII is shown as UTF-8. */
  get encoding(): string {
    return names[this.#encoding ?? "utf-8"] ?? this.#encoding ?? "UTF-8";
  }

  push(bytes: Buffer): Buffer {
    if (this.#decoder) return Buffer.from(this.#decoder.decode(bytes, { stream: true }));
    if (this.#encoding === "utf-8") return bytes;
    const wide = this.#encoding === undefined ? utf16Of(bytes) : undefined;
    if (wide !== undefined) return this.#decodeFrom(wide).push(bytes);
    if (isAscii(bytes)) {
      this.#noteLineEnds(bytes);
      this.#encoding = "ascii";
      return bytes;
    }
    if (isMostlyUtf8(bytes)) {
      this.#encoding = "utf-8";
      return bytes;
    }
    this.#noteLineEnds(bytes);
    const single = this.#lineEnds.cr && !this.#lineEnds.lf ? "macintosh" : singleByte(bytes);
    return this.#decodeFrom(eastern(bytes) ?? single).push(bytes);
  }

  end(): Buffer {
    return Buffer.from(this.#decoder?.decode() ?? "");
  }

  #decodeFrom(encoding: string): this {
    this.#decoder = new TextDecoder(encoding);
    this.#encoding = this.#decoder.encoding;
    return this;
  }

  #noteLineEnds(bytes: Buffer): void {
    this.#lineEnds = { cr: this.#lineEnds.cr || bytes.includes(13), lf: this.#lineEnds.lf || bytes.includes(10) };
  }
}

const names: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  ascii: "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
  macintosh: "Macintosh",
  shift_jis: "Shift_JIS",
  "windows-1250": "Windows-1250",
  "iso-8859-2": "Latin-2",
  "windows-1251": "Windows-1251",
  "windows-1253": "Windows-1253",
  "windows-1254": "Windows-1254",
  "windows-1255": "Windows-1255",
  "windows-1257": "Windows-1257",
  big5: "Big5",
  gb18030: "GB 18030",
  "euc-kr": "EUC-KR",
};

/** Whether a label names an encoding that can be read. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

function utf16Of(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const head = bytes.subarray(0, sniffed);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 8;
  if (odd > many && even < odd / 10) return "utf-16le";
  return even > many && odd < even / 10 ? "utf-16be" : undefined;
}

/** A character may be cut at the end of a piece; a few invalid bytes among valid ones are damage, not another encoding. */
function isMostlyUtf8(bytes: Buffer): boolean {
  const first = bytes.findIndex((byte) => byte > 127);
  const rest = bytes.subarray(first);
  if ([0, 1, 2, 3].some((cut) => isUtf8(rest.subarray(0, rest.length - cut)))) return rest.length > 3 || isUtf8(rest);
  const text = rest.toString("utf8");
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const valid = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  return valid > damaged;
}

/** Valid throughout (the last character may be cut), with kana or the commonest characters in it, and only Japanese among the non-ASCII characters. */
function isJapanese(bytes: Buffer): boolean {
  const some = bytes.subarray(0, sniffed);
  const text = new TextDecoder("shift_jis").decode(some).slice(0, -1);
  const above = text.match(/[^\0-\x7f]/g) ?? [];
  const kana = text.match(/[\u3040-\u30ff]/g)?.length ?? 0;
  const own = text.match(/[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e\u00a5]/g)?.length ?? 0;
  if (own < above.length) return false;
  if (kana > 0) return true;
  // Names in Chinese characters alone: no other encoding begins its usual characters with these bytes.
  const pairs = some.toString("latin1").match(/[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]/g) ?? [];
  const usual = pairs.filter((pair) => /^[\x88-\x9f]/.test(pair)).length;
  return pairs.length >= 6 && usual >= 0.7 * pairs.length;
}

/** Pairs throughout whose first bytes are those of usual characters, and whose second ones are partly in ASCII, as only here. */
function isBig5(bytes: Buffer): boolean {
  const some = bytes.subarray(0, sniffed);
  let [pairs, usual, low] = [0, 0, 0];
  for (let at = 0; at + 1 < some.length; at += 1) {
    const [first = 0, second = 0] = [some[at], some[at + 1]];
    if (first < 0x80) continue;
    const isLow = second >= 0x40 && second <= 0x7e;
    if (first < 0xa1 || first > 0xf9 || !(isLow || (second >= 0xa1 && second <= 0xfe))) return false;
    pairs += 1;
    if (first <= 0xc6) usual += 1;
    if (isLow) low += 1;
    at += 1;
  }
  return pairs >= 4 && usual >= 0.95 * pairs && low >= 0.1 * pairs;
}

/** The encoding of a text whose non-ASCII characters are mostly Japanese, Korean or Chinese, or form whole words. */
function eastern(bytes: Buffer): string | undefined {
  if (isJapanese(bytes)) return "shift_jis";
  if (isBig5(bytes)) return "big5";
  const words = wholeWords(bytes);
  if (words !== undefined) return words;
  if (isOf("euc-kr", bytes, /[\uac00-\ud7a3]/g)) return "euc-kr";
  return isOf("gb18030", bytes, /[\u4e00-\u9fff\u3000-\u3017\uff01-\uff5e]/g) ? "gb18030" : undefined;
}

/**
 * Whether nearly all non-ASCII characters are in a script, and valid, when read in a double-byte encoding. Latin text may be
 * valid this way: its accented letters touch other letters, and the space and sign of "12,50 €" are a pair that is not a
 * character in use.
 */
function isOf(encoding: string, bytes: Buffer, script: RegExp): boolean {
  const latin = bytes.subarray(0, sniffed).toString("latin1");
  const touching = latin.match(/[a-zA-Z][\x80-\xff]+|[\x80-\xff]+[a-zA-Z]/g)?.length ?? 0;
  const runs = latin.match(/[\x80-\xff]+/g) ?? [];
  const pairs = runs.flatMap((run) => run.match(/[\x80-\xff]{1,2}/g) ?? []);
  const inUse = pairs.filter((pair) => /^[\xa1-\xa3\xb0-\xf7][\xa1-\xfe]$/.test(pair));
  if (touching > runs.length / 2 || inUse.length < 0.8 * pairs.length) return false;
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, sniffed)).slice(0, -1);
  const above = text.match(/[^\0-\x7f]/g) ?? [];
  const own = text.match(script)?.length ?? 0;
  return own >= 4 && own > 0.9 * above.length;
}
