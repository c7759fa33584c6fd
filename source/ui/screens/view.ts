import type { Catalog } from "../../domain/catalog.ts";
import type { Theme } from "../theme/theme.ts";

/** What every screen is drawn with. */
export interface ScreenContext {
  readonly theme: Theme;
  /** Room of the body. */
  readonly size: { readonly columns: number; readonly rows: number };
  readonly catalog: Catalog;
  readonly currency: string;
  /** A newer answer is on its way: what is there is dimmed. */
  readonly isStale: boolean;
}
