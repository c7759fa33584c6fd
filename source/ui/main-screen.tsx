import { useApp, useIsScreenReaderEnabled } from "ink";
import { type ReactNode, useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import type { Size } from "./app-state.ts";
import { Body } from "./body.tsx";
import { chips, crumbs, dataSetLine } from "./chrome.ts";
import { Dialog } from "./frame/dialog.tsx";
import { Footer } from "./frame/footer.tsx";
import { Frame } from "./frame/frame.tsx";
import { Notice, StatusLine } from "./frame/notice.tsx";
import { isTooSmall, TooSmall } from "./frame/too-small.tsx";
import { useKeymap } from "./hooks/use-keymap.ts";
import { useOnResize } from "./hooks/use-size.ts";
import { footerOf } from "./keymap.ts";
import { roomFor } from "./overlays/content.ts";
import { overlayContent } from "./overlays/overlay-view.ts";
import { carryOut, type Outside } from "./requests.ts";
import { boardSlots } from "./screens/slices/state.ts";
import { Spoken } from "./speech/spoken.tsx";
import { spokenLines } from "./spoken.ts";
import { sqlOnScreen } from "./sql-text.ts";
import type { Store } from "./store.ts";

export interface MainProps {
  readonly store: Store;
  readonly outside: Outside;
  readonly onCrash?: ((error: unknown) => string | undefined) | undefined;
}

/** The screens once there is data: frame, body, overlay; the keys of all of them. */
export function MainScreen({ store, outside, onCrash }: MainProps): ReactNode {
  useSyncExternalStore(store.subscribe, store.version);
  const resize = useCallback((size: Size) => resized(store, size), [store]);
  useOnResize(resize);
  const paste = useCallback((text: string) => store.dispatch({ type: "text", text }), [store]);
  useKeymap(store.press, paste);
  useRequests(store, outside);
  const state = store.state();
  const { size } = state;
  if (useIsScreenReaderEnabled()) return <Spoken sentences={spokenLines(state, store.data, store.keymap)} />;
  if (isTooSmall(size)) return <TooSmall size={size} />;
  return (
    <Frame
      size={size}
      crumbs={crumbs(state, store.data)}
      right={(room) => dataSetLine(store.data, room)}
      chips={chips(state, store.data, store.keymap)}
      footer={<Bottom store={store} />}
      dialog={<OpenDialog store={store} />}
    >
      <Body store={store} onCrash={onCrash} />
    </Frame>
  );
}

function resized(store: Store, size: Size): void {
  const known = store.state().size;
  if (known.columns !== size.columns || known.rows !== size.rows) store.dispatch({ type: "size", ...size });
}

function OpenDialog({ store }: { readonly store: Store }): ReactNode {
  const state = store.state();
  const { overlay, size } = state;
  const sql = overlay?.kind === "sql" ? sqlOnScreen(state, store.data) : [];
  const content = overlayContent(state, store.data, store.keymap, sql);
  if (overlay === undefined || content === undefined) return null;
  return <Dialog {...content} width={roomFor(overlay, size).width} columns={size.columns} />;
}

/** Notice, pending count, or the keys. */
function Bottom({ store }: { readonly store: Store }): ReactNode {
  const { size, notice, count, isFresh, overlay, place } = store.state();
  const width = size.columns;
  if (isReading(store))
    return <StatusLine text="reading … Esc stops, what is dimmed is from before" width={width} sign="…" />;
  if (notice !== undefined) return <Notice {...notice} width={width} />;
  if (count !== "")
    return <StatusLine text={`${count} times: now a movement; Esc takes it back`} width={width} sign="#" />;
  if (isFresh && overlay === undefined && store.data.dataSet.isSynthetic) {
    const text = "Synthetic demo data. Try: arrows to move, w for why, ? for all keys";
    return <StatusLine text={text} width={width} sign="✓" />;
  }
  return <Footer hints={footerOf(overlay, store.keymap, place.screen)} width={width} />;
}

/** Whether what is on screen is from before a question that takes long. */
function isReading(store: Store): boolean {
  const main = {
    cohorts: "grid",
    slices: "table",
    rows: "page",
    investigation: "investigation",
    pipeline: "pipeline",
  } as const;
  const { place } = store.state();
  const isBoards = place.screen === "slices" && place.slices.view === "boards";
  const names = isBoards ? ["sum", ...boardSlots(store.data.catalog)] : [main[place.screen]];
  return names.some((name) => {
    const slot = store.data.slot(name);
    return slot?.isSlow === true && slot.isStale && slot.answer !== undefined;
  });
}

function useRequests(store: Store, outside: Outside): void {
  const { exit, suspendTerminal } = useApp();
  const seen = useRef(0);
  const { request } = store.state();
  useEffect(() => {
    if (request === undefined || request.id <= seen.current) return;
    seen.current = request.id;
    void carryOut(request, store, { ...outside, exit, suspendTerminal });
  }, [request, store, outside, exit, suspendTerminal]);
}
