/** One of the possible readings of the data in a decision. */
export interface ReadingOption {
  readonly id: string;
  readonly says: string;
  /**
   * How much less the net revenue would be (negative: more), for a reading that no mapping of the files can express: it is shown
   * with its total, and cannot be taken.
   */
  readonly less?: string | undefined;
}

/** A question that affects money, customers or dates, and its answer. */
export interface Decision {
  readonly id: string;
  readonly about: string;
  /** The reading used in the mapping. */
  readonly taken: string;
  readonly because: string;
  /** Whether the data does not prove it, so that the other readings must be shown. */
  readonly isAssumption: boolean;
  /** Its effect on the numbers, in words: lines and sums left out. */
  readonly effect: string | undefined;
  readonly options: readonly ReadingOption[];
}

/** The user's answers, by decision; they are not assumptions. */
export type Choices = Readonly<Record<string, string>>;

interface Question<Option extends ReadingOption> {
  readonly id: string;
  readonly about: string;
  readonly because: string;
  readonly isShown: boolean;
  readonly effect?: string | undefined;
  /** The likeliest first. */
  readonly options: readonly [Option, ...Option[]];
}

/** Answers a question by the user's choice, otherwise by its likeliest reading. */
export function answered<Option extends ReadingOption>(
  choices: Choices,
  question: Question<Option>,
): { readonly decision: Decision; readonly option: Option } {
  const chosen = question.options.find((option) => option.id === choices[question.id]);
  const option = chosen ?? question.options[0];
  return {
    option,
    decision: {
      id: question.id,
      about: question.about,
      taken: option.id,
      because: chosen === undefined ? question.because : "as you said",
      isAssumption: chosen === undefined && !question.isShown,
      effect: question.effect,
      options: question.options.map(({ id, says }) => ({ id, says })),
    },
  };
}
