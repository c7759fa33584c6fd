/** How many bytes are looked at. */
const sniffed = 65_536;

/**
 * The encoding of text in which each letter above ASCII is one byte, by the letters that stand within its words: Windows-1252
 * unless they are those of another language.
 */
export function singleByte(bytes: Buffer): string {
  const text = bytes.subarray(0, sniffed).toString("latin1");
  const count = (letters: RegExp) => new Set(text.match(letters) ?? []).size;
  // In Polish and Romanian letters have the places of signs that no word holds.
  if (count(/[a-z\xc0-\xff]+[\xb1\xb6\xbc][a-z\xc0-\xff]+/gi) > 1) return "iso-8859-2";
  if (count(/[a-z\xc0-\xff]+[\xa3\xa5\xaf\xb3\xb9\xba\xbc\xbe\xbf][a-z\xc0-\xff]+/gi) + count(/\bz\xb3/g) > 1)
    return "windows-1250";
  const has = (letters: string) => [...letters].some((letter) => text.includes(letter));
  const isCzech =
    has("\xf8\xec") && has("\xe8\xc8\xec") && has("\xfd\xed\xe1\x9e\x9a") && !has("\xe5\xc5\xe6\xc6\xe4\xea\xe7");
  // č with š or ž: those of Windows-1252 occur in languages that have no è.
  const isSlavic = has("\xe8\xc8") && has("\x9e\x9a\x8e\x8a") && !has("\xe0\xe2\xe5\xc5\xe7\xea");
  const isHungarian =
    has("\xf5\xfb\xd5\xdb") && has("\xe9\xe1\xf3") && !has("\xe3\xe7\xe8\xea\xeb\xe0\xe5\xee\xf4\xf8");
  const isRomanian = has("\xfe\xde") && has("\xe3\xc3");
  if (isCzech || isSlavic || isHungarian || isRomanian) return "windows-1250";
  const isTurkish =
    count(/[a-z]*[\xf0\xfd\xfe\xdd\xde][a-z]*/gi) > 1 &&
    has("\xfc\xf6\xe7\xfe\xdc\xd6\xc7") &&
    !has("\xe1\xed\xf3\xfa\xe6");
  // Lithuanian and Latvian: š or ž, and vowels that Turkish and Icelandic do not have.
  const isBaltic =
    has("\xf0\xfe\xd0\xde") && has("\xeb\xe8\xf8\xfb\xe2\xee") && !has("\xfd\xdd\xe9\xf3\xe5\xc5\xf6\xfc");
  if (isBaltic) return "windows-1257";
  return isTurkish ? "windows-1254" : "windows-1252";
}

/** The encoding of text whose words are above ASCII whole: Cyrillic, Greek or Hebrew; undefined for any other. */
export function wholeWords(bytes: Buffer): string | undefined {
  const text = bytes.subarray(0, sniffed).toString("latin1");
  if (!isOfWholeWords(text)) return undefined;
  const share = (letters: RegExp) => (text.match(letters)?.length ?? 0) / (text.match(/[\xc0-\xff]/g)?.length || 1);
  // Hebrew has no capitals, and Greek hardly ever what are the commonest letters of Russian.
  if (share(/[\xe0-\xfa]/g) > 0.999) return "windows-1255";
  // Greek words have accents, in the places of what is only a capital in Russian.
  const isAccented = /[\xe0-\xff][\xdc-\xdf]|[\xdc-\xdf][\xe0-\xff]{2}/.test(text) || !/[\xe0-\xff]/.test(text);
  const isGreek = isAccented && share(/[\xe0\xee]/g) < 0.05 && share(/[\xe1\xef\xf4]/g) > 0.1;
  return isGreek ? "windows-1253" : "windows-1251";
}

/** In Latin letters those above ASCII stand alone; elsewhere they make up words, most of them of three letters and more. */
function isOfWholeWords(written: string): boolean {
  // In Hebrew abbreviations have a quotation mark, written twice within a quoted field; the sheqel sign stands with amounts.
  const text = written.replace(/(?<=[\xe0-\xfa])"{1,2}(?=[\xe0-\xfa])/g, "").replaceAll("\xa4", "");
  const letters = text.match(/[\xa8\xb8\xc0-\xff]/g)?.length ?? 0;
  const others = text.match(/[\x80-\xa7\xa9-\xb7\xba-\xbf]/g)?.length ?? 0;
  const words = [...new Set(text.match(/[\xa8\xb8\xc0-\xff]+/g) ?? [])];
  return letters > 3 * others && words.filter((word) => word.length > 2).length > 0.7 * words.length;
}
