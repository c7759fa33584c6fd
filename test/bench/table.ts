import type { Figure } from "./figure.ts";

const marks = { met: "✓", missed: "✗", skipped: "-" } as const;

function markOf({ isMet }: Figure): string {
  return isMet === undefined ? marks.skipped : isMet ? marks.met : marks.missed;
}

/** `✓ P1   what                measured   (target; reference)`. */
export function printed(figure: Figure): string {
  const { id, what, measured, target, reference } = figure;
  const references = [`target ${target}`, ...(reference === "" ? [] : [reference])].join("; ");
  return `${markOf(figure)} ${id.padEnd(4)}${what}\n      ${measured}\n      ${references}`;
}

/** The figures as the README shows them. */
export function markdownTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { id, what, measured, target, reference } = figure;
    return `| ${id} | ${what} | ${measured} | ${target} ${markOf(figure)} | ${reference} |`;
  });
  return ["| id | what | measured | target | beside it |", "| --- | --- | --- | --- | --- |", ...rows, ""].join("\n");
}
