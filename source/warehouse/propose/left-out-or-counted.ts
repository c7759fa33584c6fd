import { answered, type Choices, type Decision } from "./decision.ts";
import type { RowsLeftOut } from "./rows-left-out.ts";

interface Question extends Pick<Decision, "id" | "about" | "because"> {
  readonly isShown: boolean;
  /** SQL of the rows that are kept. */
  readonly condition: string;
  /** The readings, with the ids and words that a mapping keeps: without the rows, and with them. */
  readonly without: { readonly id: string; readonly says: string };
  readonly with: { readonly id: string; readonly says: string };
}

/** Rows that are left out unless the user counts them. */
export function leftOutOrCounted(choices: Choices, question: Question): RowsLeftOut {
  const { id, about, condition } = question;
  const options = [question.without, question.with] as const;
  const { decision, option } = answered(choices, { ...question, options });
  const isOut = option === question.without;
  return {
    conditions: isOut ? [condition] : [],
    parts: isOut ? [{ id, says: about, condition }] : [],
    decisions: [decision],
  };
}
