/** The known names that differ least from `given` (at most half of its letters), best first, at most three. */
export function nearest(given: string, known: readonly string[]): readonly string[] {
  return known
    .map((name) => ({ name, distance: name.includes(given) || given.includes(name) ? 1 : editDistance(given, name) }))
    .filter(({ distance }) => distance <= Math.max(2, given.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
