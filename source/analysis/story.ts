import { printPeriod } from "../domain/period.ts";
import { defaultSwitches, type Question, type StepId } from "./investigation.ts";

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
 * The key of a question's story: metric, days of lifetime, periods and filters in words. How it is accounted for, seed and
 * replicates are left out, so that a note stays when the same change is seen under other accounting.
 */
export function storyKey({ metric, base, compare, filters, firstDay = 0, switches }: Question): string {
  const conditions = filters
    .map(
      ({ dimension, op, values }) => `${dimension}${op === "in" ? "=" : "!="}${values.map(inKey).toSorted().join(",")}`,
    )
    .toSorted();
  const from = firstDay === 0 ? [] : [`from day ${firstDay}`];
  const window = switches.windowDays === defaultSwitches.windowDays ? [] : [`${switches.windowDays} days`];
  return [metric, ...from, ...window, `${printPeriod(base)} to ${printPeriod(compare)}`, ...conditions].join(" | ");
}

/** A value as it is, unless something in it would read as another value or condition. */
function inKey(value: string): string {
  return /[,|"]/.test(value) ? JSON.stringify(value) : value;
}

/** The story of a question; an empty one where nobody has told any. */
export function storyOf(stories: Stories, question: Question | undefined): Story {
  const key = question === undefined ? "" : storyKey(question);
  return (Object.hasOwn(stories, key) ? stories[key] : undefined) ?? emptyStory;
}

/** The story with a note on a step; an empty note takes it away. */
export function withNote(story: Story, step: StepId, note: string): Story {
  const { [step]: _, ...others } = story.notes;
  const text = note.trim();
  return { ...story, notes: text === "" ? others : { ...others, [step]: text } };
}

/** The story with a step left out, or taken in again. */
export function withExcluded(story: Story, step: StepId): Story {
  const excluded = story.excluded.includes(step)
    ? story.excluded.filter((id) => id !== step)
    : [...story.excluded, step];
  return { ...story, excluded };
}

/** The story with a step looked at; the same object where it was before. */
export function withSeen(story: Story, step: StepId): Story {
  return story.seen.includes(step) ? story : { ...story, seen: [...story.seen, step] };
}

/** The stories with one of them put in place of what its question had. */
export function withStory(stories: Stories, question: Question, story: Story): Stories {
  return { ...stories, [storyKey(question)]: story };
}
