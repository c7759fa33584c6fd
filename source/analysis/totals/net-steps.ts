import type { Step } from "../investigation.ts";
import { changeColumn, column } from "../step-columns.ts";
import { movements, percent } from "../words.ts";
import { groupVerdict } from "./driver-steps.ts";
import { billedOf, programRates, whole } from "./step-rates.ts";
import type { TotalsEvidence } from "./totals-evidence.ts";

/** Each discount program: how much list value it applied to, and how deep it was. */
export function discountsStep(evidence: TotalsEvidence): Step {
  const { layout, base, compare, groups } = evidence;
  const rows = layout.programs.map((program, at) => {
    const [before, after] = ([0, 1] as const).map((side) => programRates(evidence, side, at));
    const bar = groups.find(({ name }) => name === program);
    return [
      program,
      before?.share ?? 0,
      after?.share ?? 0,
      before?.depth ?? 0,
      after?.depth ?? 0,
      bar?.contribution ?? 0,
    ] as const;
  });
  const bars = groups.filter(({ name }) => layout.programs.includes(name));
  const largest = bars.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))[0];
  const own = rows.find(([program]) => program === largest?.name);
  const facts =
    own === undefined
      ? "no discount was given"
      : movements([
          { subject: "its share of list value", before: own[1], after: own[2], write: percent },
          { subject: "its depth", before: own[3], after: own[4], write: percent },
        ]);
  return {
    ...groupVerdict(
      evidence,
      largest?.name ?? "discounts",
      { text: `Program ${largest?.name ?? "none"}`, isMany: false },
      facts,
    ),
    id: "discounts",
    title: "Discounts",
    question: "Was more given away, or more deeply?",
    table: {
      columns: [
        column("program", "text"),
        column(`share of list ${base.label}`, "percent"),
        column(`share of list ${compare.label}`, "percent"),
        column(`depth ${base.label}`, "percent"),
        column(`depth ${compare.label}`, "percent"),
        changeColumn("contribution", "money"),
      ],
      rows,
    },
    sql: [evidence.statements.cells],
  };
}

/** What was refunded, credited or charged back. */
export function returnsStep(evidence: TotalsEvidence): Step {
  const { base, compare } = evidence;
  const [before, after] = ([0, 1] as const).map((side) => {
    const amount = whole(evidence, side, "reversals");
    const billed = billedOf(evidence, side);
    return { amount, share: billed === 0 ? 0 : amount / billed };
  });
  const facts = movements([
    { subject: "their share of billed value", before: before?.share ?? 0, after: after?.share ?? 0, write: percent },
  ]);
  return {
    ...groupVerdict(evidence, "reversals", { text: "Reversals", isMany: true }, facts),
    id: "returns",
    title: "Returns",
    question: "Was more refunded or credited?",
    table: {
      columns: [
        column(evidence.question.of === "period" ? "period" : "group", "text"),
        column("reversals", "money"),
        column("share of billed", "percent"),
      ],
      rows: [
        [base.label, before?.amount ?? 0, before?.share ?? 0],
        [compare.label, after?.amount ?? 0, after?.share ?? 0],
      ],
    },
    sql: [evidence.statements.cells],
  };
}
