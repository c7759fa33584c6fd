/**
 * A non-negative number with `places` decimals and thousands separators; halves round up. `shift` moves the point first (2
 * for percent), in decimal, so that 0.4855 becomes 48.6 whatever its binary value.
 */
export function decimalText(magnitude: number, places: number, shift = 0): string {
  const scaled = Math.round(shiftPoint(magnitude, places + shift));
  if (scaled >= 1e21) return String(scaled);
  return pointed(String(scaled), places);
}

/** Digits with the point `places` places from the end, and thousands separators: `1,234.50` of 123450. */
export function pointed(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, "0");
  const whole = separate(padded.slice(0, padded.length - places));
  return places === 0 ? whole : `${whole}.${padded.slice(padded.length - places)}`;
}

/** Whether a formatted text reads as zero. */
export function saysZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

function shiftPoint(magnitude: number, by: number): number {
  const text = String(magnitude);
  if (!text.includes("e")) return Number(`${text}e${by}`);
  const [mantissa, exponent] = text.split("e");
  return Number(`${mantissa}e${Number(exponent ?? 0) + by}`);
}

function separate(digits: string): string {
  if (digits.length <= 3) return digits;
  return `${separate(digits.slice(0, -3))},${digits.slice(-3)}`;
}
