import type { Catalog } from "../domain/catalog.ts";

/**
 * The day of lifetime at which a metric's window begins where none is named: one from which on its value can differ, as of
 * retention, which is 100 % in the first days, since coming is buying for nearly everybody.
 */
export function defaultFirstDay({ measures }: Catalog, metric: string): number {
  return measures.find(({ name }) => name === metric)?.firstDay ?? 0;
}
