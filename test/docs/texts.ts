import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../helpers/places.ts";

/** A text of the source that people read. */
interface Text {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Every text of screens, commands, errors, reports and models' descriptions: literals of two words or more. */
export function textsOf(): readonly Text[] {
  const files = globSync("source/**/*.{ts,tsx}", { cwd: root }).sort();
  return files.flatMap((file) =>
    literalsIn(readFileSync(join(root, file), "utf8")).flatMap(({ at, text }) =>
      isRead(text) ? [{ file, line: at, text }] : [],
    ),
  );
}

/** Words between blanks, not SQL or code. */
function isRead(text: string): boolean {
  if (!/[a-z]{2,}.* .*[a-z]{2,}/i.test(text)) return false;
  return !/^\s*(select|with|from|where|and|or|case|cast|create|copy|insert|drop|attach|detach|order by|group by|set|pragma|join|left join|union|coalesce|when|count|sum|read_)\b/.test(
    text,
  );
}

/** String and template literals with their lines; placeholders of a template become {}. */
function literalsIn(source: string): readonly { readonly at: number; readonly text: string }[] {
  const pattern =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*(?=[\s,;.)])/g;
  const found: { at: number; text: string }[] = [];
  for (const match of source.matchAll(pattern)) {
    const [token] = match;
    if (token.startsWith("/")) continue;
    const at = source.slice(0, match.index).split("\n").length;
    found.push({ at, text: token.slice(1, -1).replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, "{}") });
  }
  return found;
}
