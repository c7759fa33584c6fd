const printableAscii = /^[\x20-\x7e]*$/;
/** Characters that move the cursor, change modes, reorder or hide text: C0, DEL, C1, bidi, zero-width, tags, fillers. */
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the boundary is for
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are meant, even if they would combine
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/**
 * The boundary that every value from data passes on its way to a terminal: one line, no control, bidi, zero-width or tag
 * character; each becomes a visible mark (`␛`, `␊`, `·`). Combining marks beyond a few per letter are dropped.
 */
export function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  if (printableAscii.test(text)) return text;
  return text.replace(unsafe, markOf).replace(/(\p{M}{3})\p{M}+/gu, "$1");
}

function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  if (code >= 0x80 && code <= 0x9f) return "�";
  if (code >= 0xd800 && code <= 0xdfff) return "�";
  return "·";
}
