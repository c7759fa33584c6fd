import type { BusinessEvent } from "../../domain/business-event.ts";
import type { Catalog } from "../../domain/catalog.ts";
import type { Size } from "../state/app-state.ts";
import type { At } from "../state/screen.ts";
import type { Theme } from "../theme/theme.ts";

/** What every screen needs to be drawn. */
export interface ScreenContext {
  readonly theme: Theme;
  /** Room of the body. */
  readonly size: Size;
  readonly catalog: Catalog;
  readonly currency: string;
  /** What happened to the business, as the source's events.yml says. */
  readonly events: readonly BusinessEvent[] | undefined;
  /** A newer answer is pending, so the current one is dimmed. */
  readonly isStale: boolean;
}

export function contextOf({ data, size }: At<unknown>, theme: Theme, isStale: boolean): ScreenContext {
  const { currency, events } = data.dataSet;
  return { theme, size, catalog: data.catalog, currency, events, isStale };
}
