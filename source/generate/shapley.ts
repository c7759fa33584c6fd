/**
 * Shapley values from the value of every coalition: `values[mask]` with bit i set if player i is in. With groups as players
 * these are the group bars of the Owen value (DRIVERS.md, 3).
 */
export function shapley(values: readonly number[], players: number): readonly number[] {
  const weights = coalitionWeights(players);
  return Array.from({ length: players }, (_, player) => {
    const bit = 1 << player;
    let sum = 0;
    for (let mask = 0; mask < 1 << players; mask++)
      if ((mask & bit) === 0) sum += (weights[bitsOf(mask)] ?? 0) * ((values[mask | bit] ?? 0) - (values[mask] ?? 0));
    return sum;
  });
}

/** |H|! (m - |H| - 1)! / m! by the size of H. */
function coalitionWeights(players: number): readonly number[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return Array.from(
    { length: players },
    (_, size) => (factorial(size) * factorial(players - size - 1)) / factorial(players),
  );
}

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
