/**
 * Counter-based randomness: a draw depends only on seed, customer, purpose and n, so that two data sets that differ in one
 * driver share every other draw.
 */

/** What a draw is for; each purpose is an independent stream of a customer. Numbers are part of the data's identity. */
export const purpose = {
  day: 1,
  second: 2,
  entry: 3,
  region: 4,
  channel: 5,
  persona: 6,
  program: 7,
  plan: 8,
  cadence: 9,
  size: 10,
  point: 11,
  profile: 12,
  bags: 13,
  split: 14,
  cancel: 15,
  skip: 16,
  pause: 17,
  reactivate: 18,
  change: 19,
  renew: 20,
  sideBuyer: 21,
  side: 22,
  sideSecond: 23,
  convert: 24,
  convertDelay: 25,
  reversal: 26,
  reversalDelay: 27,
  reversalSize: 28,
  plug: 29,
  plugSize: 30,
  promotion: 31,
  loyalty: 32,
  giver: 33,
  idle: 34,
  created: 35,
  dirty: 36,
  homeStore: 37,
  pickup: 38,
  contact: 39,
  leave: 40,
  downsize: 41,
  hitProduct: 42,
  firstStore: 43,
} as const;
export type Purpose = (typeof purpose)[keyof typeof purpose];

/** Mixes 32 bits (the "lowbias32" constants of Chris Wellons' hash prospector). */
function mix(bits: number): number {
  let x = bits | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** The stream key of a customer (or of any other numbered thing). */
export function keyOf(seed: number, index: number): number {
  return mix(mix(seed ^ 0x5bd1e995) + Math.imul(index + 1, 0x9e3779b1));
}

/** The n-th uniform draw in [0, 1) of a key for a purpose; 32 bits of resolution. */
export function draw(key: number, why: Purpose, n: number): number {
  return (mix(mix(key ^ Math.imul(why, 0x85ebca6b)) + Math.imul(n + 1, 0xc2b2ae35)) >>> 0) / 4294967296;
}

/** A whole number in [0, below). */
export function drawInteger(key: number, why: Purpose, n: number, below: number): number {
  return Math.floor(draw(key, why, n) * below);
}
