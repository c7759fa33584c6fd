/** Whether DuckDB and Intl know a zone by this name, as Europe/Berlin; offsets are none, as clocks are set forward and back. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
