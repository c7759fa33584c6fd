import type { Investigation } from "../../source/analysis/investigation.ts";

/** Sentences of an investigation that say nothing, or more than is true. */
export function contentless(found: Investigation): readonly string[] {
  const { steps, groups, significant } = found;
  const signs = new Set(groups.filter(({ verdict }) => verdict !== "not a driver").map((bar) => bar.contribution > 0));
  return steps.flatMap(({ id, verdict, finding }) => {
    const isNone = /no change to explain/.test(finding);
    const wrong = [
      /share of .* bags stayed at 100\.0 %|unknown bags/.test(finding),
      partsOfAll(finding).some((percent) => percent <= 0 || percent > 100),
      isNone && (significant || verdict === "too few" || /no change to explain;/.test(finding)),
      /against each other/.test(finding) && signs.size < 2,
      /0\.00 of .* \(95 % interval 0\.00 to 0\.00\)/.test(finding),
      /\b1 customers\b|NaN|undefined|Infinity|∞/.test(finding),
    ];
    return wrong.some(Boolean) ? [`${id}: ${finding}`] : [];
  });
}

/** Percentages of the whole change that drivers are said to explain. */
function partsOfAll(finding: string): readonly number[] {
  const matches = finding.matchAll(/explains? [-+][^ ]+ of [-+][^ ]+ \((-?[\d,.]+) %\)/g);
  return [...matches].map(([, percent = ""]) => Number(percent.replaceAll(",", "")));
}
