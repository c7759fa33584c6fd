import type { Catalog } from "../domain/catalog.ts";

/**
 * The day of lifetime at which a metric's window begins by default: the first from which its value can differ. Retention,
 * for example, is 100 % in the first days, since nearly everybody is acquired by buying.
 */
export function defaultFirstDay({ measures }: Catalog, metric: string): number {
  return measures.find(({ name }) => name === metric)?.firstDay ?? 0;
}
