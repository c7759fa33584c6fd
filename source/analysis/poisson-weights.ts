/**
 * Cumulative Poisson(1) probabilities scaled by 2^32: P(X <= k) * 2^32, rounded down. Written out so that draws do not
 * depend on a machine's `exp`.
 */
const thresholds = [
  1580030168, 3160060337, 3950075421, 4213413783, 4279248373, 4292415291, 4294609777, 4294923276, 4294962463,
  4294966817, 4294967252, 4294967292,
] as const;

/** The weight of each draw by its upper 12 bits, or `undecided` where these do not tell: most draws need one look. */
const undecided = 255;
const weightByTop = new Uint8Array(4096).fill(undecided);
for (const [weight, until] of [...thresholds, 2 ** 32].entries()) {
  const from = thresholds[weight - 1] ?? 0;
  weightByTop.fill(weight, Math.ceil(from / 2 ** 20), Math.floor(until / 2 ** 20));
}

/** The Poisson(1) value of a draw from 0 to 2^32 - 1. */
function weightOf(draw: number): number {
  let weight = 0;
  while (weight < thresholds.length && draw >= (thresholds[weight] ?? 0)) weight += 1;
  return weight;
}

/**
 * Writes Poisson(1) weights for one replicate. Counter-based: each weight depends only on seed, stream, replicate and
 * unit, so that replicates can be computed in any order and on any machine with the same result.
 */
export function fillWeights(weights: Uint8Array, seed: number, stream: number, replicate: number): void {
  const key = mix32(mix32(mix32(seed ^ 0x9e3779b9) ^ (stream + 0x85ebca6b)) ^ (replicate + 0xc2b2ae35));
  for (let unit = 0; unit < weights.length; unit += 1) {
    const draw = mix32(Math.imul(unit + 1, 0x9e3779b9) ^ key);
    const weight = weightByTop[draw >>> 20] ?? undecided;
    weights[unit] = weight === undecided ? weightOf(draw) : weight;
  }
}

/** A bijection of 32-bit words in which every bit of the input moves every bit of the output (Ellis, lowbias32). */
function mix32(word: number): number {
  let x = word >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
