import { answered, type Choices } from "./decision.ts";

const currency = "(€|EUR|USD|US\\$|\\$|£|GBP|CHF|PLN|kr)";
/** `(k EUR)`, `TEUR`, `in Tsd. €`, `$000`, `in thousands`. */
const thousands = new RegExp(
  [
    `(^|[ _(/\\[])([kKT] ?${currency}|${currency} ?[kK]|${currency} ?'?000s?|'000s?)($|[ _)/\\]])`,
    "(^|[ _(/\\[])([Tt]sd\\.?|TSD|[Tt]housands?|[Tt]ausend|[Mm]illiers|[Mm]iles|[Mm]igliaia|[Tt]ys\\.?|тыс\\.?|千円)($|[ _)/\\]])",
    "(^|[ _(/\\[])[kK]($|[)\\]])",
  ].join("|"),
);
const millions = new RegExp(
  `(^|[ _(/\\[])([Mm]io\\.?|[Mm]illions?|[Mm]illionen|[Mm]illones|[Mm]ilioni|[Mm]ln\\.?|M ?${currency}|${currency} ?[Mm]n?|百万円)($|[ _)/\\]])`,
);

/** What a column's name says its amounts are to be multiplied by: `Revenue (k EUR)`; 1 if it says nothing. */
export function scaleOf(name: string): number {
  if (thousands.test(name)) return 1000;
  return millions.test(name) ? 1_000_000 : 1;
}

/** Whether amounts are as many thousands or millions as written, as the name of their column says. */
export function scaleDecision(names: readonly string[], choices: Choices) {
  const [named] = names.filter((name) => scaleOf(name) > 1);
  if (named === undefined) return undefined;
  return answered(choices, {
    id: "scale",
    about: `unit of ${named}`,
    because: "its name says so",
    isShown: false,
    options: [
      { id: "scaled", says: scaleOf(named) === 1000 ? "thousands" : "millions" },
      { id: "as-written", says: "as written" },
    ],
  });
}
