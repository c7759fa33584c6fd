import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../source/errors/catalogue.ts";
import type { Message, UserError } from "../../source/errors.ts";
import { root } from "../helpers/places.ts";

const page = join(root, "docs/messages.md");
const between = /(<!-- messages[^>]*-->\n)[\s\S]*?(<!-- \/messages -->)/;

/** Every message of the catalogue with what to do next, one table an area; values of a case are written as their names: FILE. */
export function messageTables(): string {
  return Object.entries(catalogue)
    .map(([area, entries]) => {
      const rows = Object.values(entries as unknown as Readonly<Record<string, Entry>>).map((entry) =>
        rowOf(entry(...parameters)),
      );
      return [
        `## ${titleOf(area)}`,
        "",
        "| code | message | why | what to do next |",
        "|---|---|---|---|",
        ...rows,
        "",
      ].join("\n");
    })
    .join("\n");
}

/** The page with tables as they are now. */
export function messagePage(): { readonly file: string; readonly kept: string; readonly now: string } {
  const kept = readFileSync(page, "utf8");
  return { file: page, kept, now: kept.replace(between, (_, start, end) => `${start}\n${messageTables()}\n${end}`) };
}

/** `Command line` of `commandLine`. */
function titleOf(area: string): string {
  const words = area.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

type Entry = (...parameters: unknown[]) => UserError;

function rowOf({ id, message, why, next }: UserError): string {
  const texts: Message = { what: message, why, next };
  const cells = [texts.what, texts.why, texts.next].map((text) =>
    (/^[A-Z ]+$/.test(`${text}`) ? "depends on the case" : `${text}`)
      .replaceAll(/\s+/g, " ")
      .replaceAll(/NaN/g, "N")
      .replaceAll(/([|<*_[\]])/g, "\\$1"),
  );
  return `| \`${id}\` | ${cells.join(" | ")} |`;
}

/** Any parameter, written as its name in capitals, whatever is done with it. */
function placeholder(name: string): unknown {
  const text = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toUpperCase();
  const own: Readonly<Record<PropertyKey, unknown>> = {
    [Symbol.toPrimitive]: (hint: string) => (hint === "string" ? text : Number.NaN),
    [Symbol.iterator]: () => [text][Symbol.iterator](),
    length: Number.NaN,
    toString: () => text,
    slice: (from: number) => (from > 0 ? "" : placeholder(name)),
  };
  const isMethod = (key: PropertyKey) => key in String.prototype || key in Array.prototype;
  return new Proxy(own, {
    get(of, key) {
      if (key in of) return of[key];
      if (/^\d+$/.test(String(key))) return placeholder(name);
      return isMethod(key) ? () => placeholder(name) : placeholder(String(key));
    },
  });
}

const named = new Proxy({}, { get: (_, key) => placeholder(String(key)) });
const parameters = [named, named];
