/** One way to read the data, of those that a decision is between. */
export interface ReadingOption {
  readonly id: string;
  readonly says: string;
}

/** A question that moves money, customers or dates, and how it was answered. */
export interface Decision {
  readonly id: string;
  readonly about: string;
  /** The reading that the mapping follows. */
  readonly taken: string;
  readonly because: string;
  /** Whether the data do not show it: the other readings must be seen. */
  readonly isAssumption: boolean;
  /** What it does to the numbers, in words: lines and sums left out. */
  readonly effect: string | undefined;
  readonly options: readonly ReadingOption[];
}

/** Answers of the user, by decision: they are no assumptions. */
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

/** Answers a question by what the user chose, else by its likeliest reading. */
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
