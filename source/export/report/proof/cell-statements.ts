import type { Investigation, StepId } from "../../../analysis/investigation.ts";
import { withLiterals } from "../sql-literal.ts";

const places = {
  counts: ["confirm", 0],
  channels: ["bridge", 0],
  products: ["bridge", 1],
  months: ["volume", 1],
  productMonths: ["bag_size", 1],
  trueUp: ["true_up", 0],
  named: ["true_up", 1],
  segments: ["segments", 0],
} as const satisfies Record<string, readonly [StepId, number]>;

export type CellStatement = keyof typeof places;

/** The statements behind the figures of an investigation, with their parameters filled in; "" for a missing one. */
export function cellStatements({ steps }: Investigation): Readonly<Record<CellStatement, string>> {
  const textOf = ([id, at]: readonly [StepId, number]) => {
    const statement = steps.find((step) => step.id === id)?.sql[at];
    return statement ? withLiterals(statement) : "";
  };
  const entries = Object.entries(places).map(([name, place]) => [name, textOf(place)]);
  return Object.fromEntries(entries) as Record<CellStatement, string>;
}
