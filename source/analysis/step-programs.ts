import { programLabel } from "../domain/discount-program.ts";
import { extraFieldAt, programFieldAt, programs } from "../query/driver-fields.ts";
import { barOf, beside, cent, type Evidence, ratio } from "./evidence.ts";
import type { Step } from "./investigation.ts";
import { changeColumn, column } from "./step-columns.ts";
import { explains, movements, percent } from "./words.ts";

/** One of the source's own programs in one period: shares of customers and of list value, depth, discount per customer. */
interface Figures {
  readonly customers: number;
  readonly list: number;
  readonly depth: number;
  readonly discount: number;
}

/** The discounts named by the source: how many customers and how much list value each reached, and how deep it was. */
export function programsStep(evidence: Evidence): Step {
  const { layout, base, compare, words, bridge, months } = evidence;
  const shown = layout.programs.map((program, at) => ({
    program,
    bar: barOf(evidence, program),
    figures: [figuresOf(evidence, at, 0), figuresOf(evidence, at, 1)] as const,
  }));
  const largest = shown.toSorted((a, b) => Math.abs(b.bar.contribution) - Math.abs(a.bar.contribution))[0] ?? shown[0];
  const [before, after] = largest?.figures ?? [];
  const bar = largest?.bar ?? barOf(evidence, "discounts");
  const facts = movements([
    { subject: "its share of list value", before: before?.list ?? 0, after: after?.list ?? 0, write: percent },
    { subject: "its depth", before: before?.depth ?? 0, after: after?.depth ?? 0, write: percent },
  ]);
  const both = (label: string, unit: "percent" | "money") =>
    [base.label, compare.label].map((period) => column(`${label} ${period}`, unit));
  return {
    id: "discounts",
    title: "Discounts",
    question: "Was more given away, to more customers or more deeply?",
    verdict: bar.verdict,
    finding: explains(
      words,
      { text: programLabel(largest?.program ?? "discounts"), isMany: false },
      bar,
      bridge,
      facts,
    ),
    table: {
      columns: [
        column("program", "text"),
        ...both("customers", "percent"),
        ...both("share of list", "percent"),
        ...both("depth", "percent"),
        ...both("discount per customer", "money"),
        changeColumn("contribution", "money"),
      ],
      rows: shown.map(({ program, bar: { contribution }, figures: [was, is] }) => [
        programLabel(program),
        ...[was.customers, is.customers, was.list, is.list, was.depth, is.depth, was.discount, is.discount],
        contribution,
      ]),
    },
    series: layout.programs.flatMap((program, at) =>
      months.series(programLabel(program), "percent", (month) =>
        months.ratio(month, [programFieldAt(programs.length + at, "discount")], ["list"]),
      ),
    ),
    sql: [evidence.statements.channels, evidence.statements.months],
    ...beside(evidence, "Discounts"),
  };
}

function figuresOf(evidence: Evidence, at: number, period: 0 | 1): Figures {
  const [list, discount] = [
    programFieldAt(programs.length + at, "list_on"),
    programFieldAt(programs.length + at, "discount"),
  ];
  const customers = extraFieldAt(at, "customers_on", evidence.layout.programs.length);
  return {
    customers: ratio(evidence, period, [customers], ["customers"]),
    list: ratio(evidence, period, [list], ["list"]),
    depth: ratio(evidence, period, [discount], [list]),
    discount: ratio(evidence, period, [discount], ["customers"], cent),
  };
}
