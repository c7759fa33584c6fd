/** Instants are whole seconds since 1970-01-01 UTC; no local time and no locale anywhere. */
export const secondsPerDay = 86_400;

/** Midnight of a `YYYY-MM-DD` day. */
export function secondsOf(day: string): number {
  const [year, month, date] = day.split("-").map(Number);
  return Date.UTC(year ?? 1970, (month ?? 1) - 1, date ?? 1) / 1000;
}

/** The calendar month (0 = January) of an instant. */
export function monthOf(seconds: number): number {
  return new Date(seconds * 1000).getUTCMonth();
}

export type TimestampWriter = (seconds: number) => string;

/** Makes a function that writes instants as `YYYY-MM-DD HH:MM:SS`, remembering the days it has seen. */
export function timestampWriter(): TimestampWriter {
  const days = new Map<number, string>();
  const two = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
  return (seconds) => {
    const day = Math.floor(seconds / secondsPerDay);
    let text = days.get(day);
    if (text === undefined) {
      text = new Date(day * secondsPerDay * 1000).toISOString().slice(0, 10);
      days.set(day, text);
    }
    const second = seconds - day * secondsPerDay;
    const hour = Math.floor(second / 3600);
    const minute = Math.floor((second - hour * 3600) / 60);
    return `${text} ${two[hour]}:${two[minute]}:${two[second % 60]}`;
  };
}
