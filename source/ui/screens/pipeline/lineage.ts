import { cell } from "../../../domain/cell.ts";
import type { Pipeline } from "../../../domain/pipeline.ts";
import { fitTo, widthOf } from "../../../domain/width.ts";
import { fitLine, type Line, seg } from "../../widgets/line.ts";

/** The parents and children of a model (or "raw.table"). */
export interface Family {
  readonly parents: readonly string[];
  readonly children: readonly string[];
}

export function familyOf({ models }: Pipeline, name: string): Family {
  const model = models.find((one) => one.name === name);
  const parents = model === undefined ? [] : [...model.sources.map((table) => `raw.${table}`), ...model.refs];
  const children = models.filter(
    ({ refs, sources }) => refs.includes(name) || sources.some((table) => `raw.${table}` === name),
  );
  return { parents, children: children.map((child) => child.name) };
}

/** Names of all ancestors and all descendants of a model. */
export function relativesOf(
  pipeline: Pipeline,
  name: string,
): { readonly up: ReadonlySet<string>; readonly down: ReadonlySet<string> } {
  const gather = (side: keyof Family) => {
    const found = new Set<string>();
    const visit = (one: string): void => {
      for (const next of familyOf(pipeline, one)[side]) {
        if (found.has(next)) continue;
        found.add(next);
        visit(next);
      }
    };
    visit(name);
    return found;
  };
  return { up: gather("parents"), down: gather("children") };
}

const joints: Readonly<Record<string, string>> = {
  "lr--": "─",
  "l--d": "╮",
  "l-u-": "╯",
  "l-ud": "┤",
  "-r-d": "╭",
  "-ru-": "╰",
  "-rud": "├",
  "lr-d": "┬",
  "lru-": "┴",
  lrud: "┼",
  "--ud": "│",
};

/** The parents on the left, the model, the children on the right, joined by lines; those that do not fit are counted. */
export function lineageLines(pipeline: Pipeline, name: string, width: number, height: number): readonly Line[] {
  const { parents, children } = familyOf(pipeline, name);
  const [left, right] = [atMost(parents, height), atMost(children, height)];
  const rows = Math.max(1, left.length, right.length);
  const middle = Math.floor((rows - 1) / 2);
  const beside = Math.min(24, Math.max(8, ...[...left, ...right].map(widthOf)));
  const own = Math.min(widthOf(name), Math.max(12, width - 2 * beside - 9));
  const side = Math.max(8, Math.floor((width - own - 9) / 2));
  const [leftTop, rightTop] = [topOf(left.length, middle, rows), topOf(right.length, middle, rows)];
  return Array.from({ length: rows }, (_, row): Line => {
    const parent = left[row - leftTop];
    const child = right[row - rightTop];
    const isOwn = row === middle;
    const before = left.length === 0 ? " " : joint(row, middle, leftTop, left.length, "parents");
    const after = right.length === 0 ? " " : joint(row, middle, rightTop, right.length, "children");
    return fitLine(
      [
        seg(" "),
        seg(fitTo(parent ?? "", side, "right"), "text"),
        seg(parent === undefined ? `  ${before}` : ` ─${before}`, "rule"),
        seg(isOwn && left.length > 0 ? "─" : " ", "rule"),
        seg(fitTo(isOwn ? cell(name) : "", own), "strong"),
        seg(isOwn && right.length > 0 ? "─" : " ", "rule"),
        seg(child === undefined ? `${after}  ` : `${after}─ `, "rule"),
        seg(child ?? ""),
      ],
      width,
    );
  });
}

function atMost(names: readonly string[], height: number): readonly string[] {
  const shown = names.map(cell);
  return shown.length <= height ? shown : [...shown.slice(0, height - 1), `and ${shown.length - height + 1} more`];
}

function topOf(count: number, middle: number, rows: number): number {
  return Math.max(0, Math.min(rows - count, middle - Math.floor((count - 1) / 2)));
}

function joint(row: number, middle: number, top: number, count: number, side: keyof Family): string {
  const [first, last] = [Math.min(middle, top), Math.max(middle, top + count - 1)];
  if (row < first || row > last) return " ";
  const [isName, isOwn] = [row >= top && row < top + count, row === middle];
  const [toLeft, toRight] = side === "parents" ? [isName, isOwn] : [isOwn, isName];
  const key = `${toLeft ? "l" : "-"}${toRight ? "r" : "-"}${row > first ? "u" : "-"}${row < last ? "d" : "-"}`;
  return joints[key] ?? " ";
}
