import leven from "leven";

/** The up to three candidates most like `wanted`, best first; those too different to be a typo are left out. */
export function nearest(wanted: string, candidates: readonly string[]): readonly string[] {
  const lower = wanted.toLowerCase();
  return candidates
    .map((name) => ({ name, distance: likeness(lower, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 2)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** A sentence for the "next step" of an error: the nearest names, otherwise where all of them are listed. */
export function suggestion(wanted: string, candidates: readonly string[], listedBy: string): string {
  const near = nearest(wanted, candidates);
  return near.length > 0 ? `Did you mean ${near.map((name) => `"${name}"`).join(", ")}? ${listedBy}` : listedBy;
}

function likeness(wanted: string, candidate: string): number {
  if (candidate.includes(wanted) || wanted.includes(candidate)) return 1;
  return leven(wanted, candidate);
}
