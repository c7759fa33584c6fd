import { cell } from "../../domain/cell.ts";

/** Any value as text of a Markdown paragraph or table cell: no markup, and nothing that a viewer would turn into a link. */
export function escapeMarkdown(value: string): string {
  return cell(value)
    .replaceAll(/[\\`*_{}[\]<>#|!~&@]/g, (mark) => (mark === "_" ? mark : `\\${mark}`))
    .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
    .replaceAll(/:(?=\/\/)/g, "\\:")
    .replaceAll(/\b(www)\./gi, "$1\\.")
    .replaceAll(/\$(?!\d)/g, "\\$")
    .replace(/^(\s*)([-+=])(?=[-+=\s]|$)/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/, "$1\\$2");
}

/** Lines of a text, with any line ends. */
export function linesOf(value: string): readonly string[] {
  return value.split(/\r\n|[\n\r\u2028\u2029]/);
}
