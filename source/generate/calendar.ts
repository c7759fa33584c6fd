/** Instants are whole seconds since 1970-01-01 UTC; no local time and no locale anywhere. */
export const secondsPerDay = 86_400;

/** Midnight of a `YYYY-MM-DD` day. */
export function secondsOf(day: string): number {
  const [year, month, date] = day.split("-").map(Number);
  return Date.UTC(year ?? 1970, (month ?? 1) - 1, date ?? 1) / 1000;
}

/**
 * The calendar month (0 = January) of an instant: days counted from 1 March of year 0, so that leap days come last (the
 * "civil_from_days" of Howard Hinnant). A Date for each would be most of the garbage to collect.
 */
export function monthOf(seconds: number): number {
  const day = Math.floor(seconds / secondsPerDay) + 719_468;
  const dayOfEra = day - Math.floor(day / 146_097) * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const year = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return fromMarch < 10 ? fromMarch + 2 : fromMarch - 10;
}
