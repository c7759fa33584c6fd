import { languages, type Meaning, meaningNames } from "./language-words.ts";
import { normalName } from "./normal-name.ts";
import { remembered } from "./remembered.ts";

const known = new Map<Meaning, readonly string[]>();

/** The words for a meaning in the languages of the vocabulary, normalised like names; a phrase is one word. */
export function wordsFor(meaning: Meaning): readonly string[] {
  const found = known.get(meaning);
  if (found !== undefined) return found;
  const phrases = Object.values(languages).flatMap((language) => language[meaning]?.split("|") ?? []);
  const words = [...new Set(phrases.map((phrase) => asOneWord(normalName(phrase))))];
  known.set(meaning, words);
  return words;
}

/** The words of a normalised name: each phrase of the vocabulary is one word, and words of scripts without spaces are separated. */
export const wordsIn: (name: string) => readonly string[] = remembered((name) =>
  withWordsApart(withPhrasesJoined(name)).split("_"),
);

function asOneWord(phrase: string): string {
  return phrase.replaceAll("_", "");
}

/** Statuses are recognised as whole texts: `đã thanh toán` is not a phrase in a column's name. */
const meaningsOfColumns = Object.values(languages).flatMap(
  ({ cancelled: _c, refunded: _r, waiting: _w, done: _d, ...columns }) =>
    Object.values(columns).flatMap((words) => words.split("|")),
);

const longestFirst = (words: readonly string[]) => [...new Set(words)].toSorted((a, b) => b.length - a.length);

const phrases = longestFirst(meaningsOfColumns.map(normalName).filter((word) => word.includes("_")));
const phrasePattern = new RegExp(`(?<=^|_)(${phrases.join("|")})(?=_|$)`, "gu");

function withPhrasesJoined(name: string): string {
  return name.includes("_") ? name.replace(phrasePattern, (phrase) => asOneWord(phrase)) : name;
}

const thai = /\p{Script=Thai}/u;
const thaiPattern = new RegExp(
  longestFirst(meaningsOfColumns.map(normalName).filter((word) => thai.test(word))).join("|"),
  "gu",
);

function withWordsApart(name: string): string {
  if (!thai.test(name)) return name;
  return name
    .replace(thaiPattern, (word) => `_${word}_`)
    .replace(/_{2,}/g, "_")
    .replace(/^_|_$/g, "");
}

/** The meanings of the words of a normalised name. */
const meaningsIn = remembered((name): ReadonlySet<Meaning> => {
  const found = wordsIn(name).flatMap((word) => meanings().get(word) ?? []);
  return new Set(found);
});

const byWord = new Map<string, Meaning[]>();

function meanings(): ReadonlyMap<string, readonly Meaning[]> {
  if (byWord.size > 0) return byWord;
  for (const meaning of meaningNames) {
    for (const word of wordsFor(meaning)) byWord.set(word, [...(byWord.get(word) ?? []), meaning]);
  }
  return byWord;
}

/** Whether a normalised name has a word of this meaning. */
export function says(name: string, meaning: Meaning): boolean {
  return meaningsIn(name).has(meaning);
}

const beginnings = new Map<Meaning, RegExp>();

/** Whether a word of a normalised status starts like those of this meaning. */
export function statusSays(status: string, meaning: "cancelled" | "refunded" | "waiting" | "done"): boolean {
  const pattern = beginnings.get(meaning) ?? beginningOf(meaning);
  beginnings.set(meaning, pattern);
  return pattern.test(status);
}

function beginningOf(meaning: Meaning): RegExp {
  const all = Object.entries(languages).flatMap(([language, words]) =>
    (words[meaning]?.split("|") ?? []).map((word) => ({ word: normalName(word), isAnywhere: language === "Thai" })),
  );
  const text = all.map(({ word, isAnywhere }) => (isAnywhere ? word : `(?<![^_])${word}`)).join("|");
  return new RegExp(text, "u");
}
