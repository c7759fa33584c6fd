import { useSyncExternalStore } from "react";
import type { Store } from "../store.ts";

/** Draws again when state or answers change. Asking, interrupting what is stale and keeping the last answer is the store's. */
export function useQuery(store: Store): Store {
  useSyncExternalStore(store.subscribe, store.version);
  return store;
}
