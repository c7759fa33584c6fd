import { isPattern } from "../files/name-pattern.ts";

/** More alternatives than this are refused in a mapping. */
const mostNames = 100;

/** A name for all files of a table: the only one's, or a pattern that matches these: `{orders_1.csv,orders_2.csv}`. */
export function nameOfParts(names: readonly [string, ...string[]]): string {
  const different = [...new Set(names)];
  if (different.length === 1) return names[0];
  const container = /^.*?(?:\.zip\/|\.(?:xls[xm]|ods)#)/i.exec(names[0])?.[0] ?? "";
  const common = different.every((name) => name.startsWith(container)) ? container : "";
  const plain = different.map((name) => [...name.slice(common.length)].map(plainCharacter).join(""));
  const few = plain.length <= mostNames ? plain : [...new Set(plain.map((name) => name.replaceAll(/\d+/g, "[0-9]*")))];
  return few.length === 1 ? `${common}${few[0]}` : `${common}{${few.join(",")}}`;
}

/** A character that means something in a pattern is any character. */
function plainCharacter(character: string): string {
  return isPattern(character) || character === "," ? "?" : character;
}
