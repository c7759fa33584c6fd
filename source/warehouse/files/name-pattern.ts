/**
 * File name patterns of a mapping that came with the files: `*`, `?`, `[a-z]` and `{a,b}` in names, `**` for any folders.
 * Matching takes time proportional to pattern and name, whatever they are.
 */
export interface NamePattern {
  /** Whether a path relative to the folder, parts joined by `/`, matches. */
  matches(path: string): boolean;
  /** How many folders deep a match can be. */
  readonly depth: number;
}

const mostAlternatives = 100;

export function isPattern(name: string): boolean {
  return /[*?[\]{}]/.test(name);
}

/** Undefined for a pattern that expands to more than a hundred others. */
export function namePattern(text: string): NamePattern | undefined {
  const alternatives = alternativesOf(text);
  if (alternatives === undefined) return undefined;
  const all = alternatives.map((each) => each.split("/").filter((part) => part !== "" && part !== "."));
  const isDeep = all.some((parts) => parts.includes("**"));
  return {
    depth: isDeep ? Number.POSITIVE_INFINITY : Math.max(...all.map((parts) => parts.length - 1)),
    matches: (path) => all.some((parts) => partsMatch(parts, path.split("/"))),
  };
}

function alternativesOf(text: string): readonly string[] | undefined {
  let open = [""];
  for (const piece of text.split(/(\{[^{}]*\})/)) {
    const choices = /^\{.*\}$/s.test(piece) ? piece.slice(1, -1).split(",") : [piece];
    if (open.length * choices.length > mostAlternatives) return undefined;
    open = open.flatMap((before) => choices.map((choice) => before + choice));
  }
  return open;
}

function partsMatch(wanted: readonly string[], parts: readonly string[]): boolean {
  return wildMatch(wanted, parts, (part) => part === "**", nameMatches);
}

function nameMatches(wanted: string, name: string): boolean {
  if (name.startsWith(".") && !wanted.startsWith(".")) return false;
  const tokens = wanted.match(/\[[^\]]+\]|[\s\S]/g) ?? [];
  return wildMatch(tokens, [...name], (token) => token === "*", characterMatches);
}

function characterMatches(token: string, character: string): boolean {
  if (token === "?") return true;
  if (!/^\[.+\]$/s.test(token)) return token === character;
  const isNegated = /^[!^]/.test(token.slice(1));
  const set = token.slice(isNegated ? 2 : 1, -1);
  const ranges = set.match(/[\s\S]-[\s\S]|[\s\S]/g) ?? [];
  return (
    isNegated !== ranges.some((range) => character >= range.charAt(0) && character <= range.charAt(range.length - 1))
  );
}

/** The usual scan with a single backtracking position: the last wildcard, which then takes one more character. */
function wildMatch(
  wanted: readonly string[],
  given: readonly string[],
  isAny: (token: string) => boolean,
  isSame: (token: string, one: string) => boolean,
): boolean {
  let [at, from, back, taken] = [0, 0, -1, 0];
  while (from < given.length) {
    const token = wanted[at];
    if (token !== undefined && isAny(token)) {
      back = at;
      taken = from;
      at += 1;
    } else if (token !== undefined && isSame(token, given[from] ?? "")) {
      at += 1;
      from += 1;
    } else if (back >= 0) {
      at = back + 1;
      taken += 1;
      from = taken;
    } else return false;
  }
  return wanted.slice(at).every(isAny);
}
