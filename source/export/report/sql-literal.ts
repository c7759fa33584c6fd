import { cell } from "../../domain/cell.ts";
import type { Statement } from "../../domain/cohort.ts";

/**
 * A statement with its values written into it, so that it runs as printed. Placeholders within literals and quoted names
 * are text and stay.
 */
export function withLiterals({ sql, params }: Statement): string {
  return sql.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g, (token, place: string | undefined) => {
    if (place === undefined) return token;
    const value = params[Number(place) - 1];
    return typeof value === "number" ? String(value) : sqlText(value ?? "");
  });
}

/** A text literal of SQL; characters that are not printable are written as their code points. */
export function sqlText(text: string): string {
  if (isPrintable(text)) return quoted(text);
  const parts: { readonly plain: boolean; text: string }[] = [];
  for (const character of text) {
    const plain = isPrintable(character);
    const last = parts.at(-1);
    if (plain && last?.plain) last.text += character;
    else parts.push({ plain, text: character });
  }
  const written = parts.map((part) => (part.plain ? quoted(part.text) : `chr(${part.text.codePointAt(0) ?? 0})`));
  return `(${written.join(" || ")})`;
}

/** A name of SQL, quoted. */
export function sqlName(name: string): string {
  return `"${cell(name).replaceAll('"', '""')}"`;
}

function isPrintable(text: string): boolean {
  return cell(text) === text && !/\p{M}/u.test(text);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
