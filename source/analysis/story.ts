import { printPeriod } from "../domain/period.ts";
import type { Filter } from "../domain/slice.ts";
import { defaultSwitches, type StepId } from "./investigation.ts";
import { type AnyQuestion, isTotals, type TotalsQuestion } from "./totals/question.ts";

/** What an analyst adds to an investigation: notes on steps, steps left out of the story, steps looked at. */
export interface Story {
  readonly notes: Readonly<Partial<Record<StepId, string>>>;
  readonly excluded: readonly StepId[];
  readonly seen: readonly StepId[];
}

/** Stories by the key of their question. */
export type Stories = Readonly<Record<string, Story>>;

export const emptyStory: Story = { notes: {}, excluded: [], seen: [] };

/**
 * The key of a question's story: metric, days of lifetime, periods and filters in words. Accounting switches, seed and
 * replicates are left out, so that a note stays when the same change is viewed under other accounting.
 */
export function storyKey(question: AnyQuestion): string {
  if (isTotals(question)) return totalsKey(question);
  const { metric, base, compare, filters, firstDay = 0, switches } = question;
  const conditions = conditionsOf(filters);
  const from = firstDay === 0 ? [] : [`from day ${firstDay}`];
  const window = switches.windowDays === defaultSwitches.windowDays ? [] : [`${switches.windowDays} days`];
  return [metric, ...from, ...window, `${printPeriod(base)} to ${printPeriod(compare)}`, ...conditions].join(" | ");
}

function totalsKey(question: TotalsQuestion): string {
  const sides =
    question.of === "period"
      ? `${printPeriod(question.base)} to ${printPeriod(question.compare)}`
      : `${[question.baseWhere, question.compareWhere].map((where) => conditionsOf(where).join(" and ")).join(" to ")} in ${printPeriod(question.period)}`;
  return [`total ${question.metric}`, sides, ...conditionsOf(question.filters)].join(" | ");
}

function conditionsOf(filters: readonly Filter[]): readonly string[] {
  return filters
    .map(
      ({ dimension, op, values }) => `${dimension}${op === "in" ? "=" : "!="}${values.map(inKey).toSorted().join(",")}`,
    )
    .toSorted();
}

/** A value unchanged, or quoted if part of it would read as another value or condition. */
function inKey(value: string): string {
  return /[,|"]/.test(value) ? JSON.stringify(value) : value;
}

/** The story of a question; an empty one if it has none. */
export function storyOf(stories: Stories, question: AnyQuestion | undefined): Story {
  const key = question === undefined ? "" : storyKey(question);
  return (Object.hasOwn(stories, key) ? stories[key] : undefined) ?? emptyStory;
}

/** The story with a note on a step; an empty note removes it. */
export function withNote(story: Story, step: StepId, note: string): Story {
  const { [step]: _, ...others } = story.notes;
  const text = note.trim();
  return { ...story, notes: text === "" ? others : { ...others, [step]: text } };
}

/** The story with a step left out, or included again. */
export function withExcluded(story: Story, step: StepId): Story {
  const excluded = story.excluded.includes(step)
    ? story.excluded.filter((id) => id !== step)
    : [...story.excluded, step];
  return { ...story, excluded };
}

/** The story with a step looked at; the same object if it already was. */
export function withSeen(story: Story, step: StepId): Story {
  return story.seen.includes(step) ? story : { ...story, seen: [...story.seen, step] };
}

/** The stories with a question's story replaced. */
export function withStory(stories: Stories, question: AnyQuestion, story: Story): Stories {
  return { ...stories, [storyKey(question)]: story };
}
