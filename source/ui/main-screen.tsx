import { useApp } from "ink";
import { type ReactNode, useCallback, useEffect, useRef } from "react";
import type { Size } from "./app-state.ts";
import { bodyRows } from "./body.ts";
import { chips, crumbs, dataSetLine } from "./chrome.ts";
import { useKeymap } from "./hooks/use-keymap.ts";
import { usePainter, useSuspend } from "./hooks/use-painter.ts";
import { useQuery } from "./hooks/use-query.ts";
import { useSize } from "./hooks/use-size.ts";
import { footerOf } from "./keymap.ts";
import { overlayBlock } from "./overlays/overlay-view.ts";
import { carryOut, type Outside } from "./requests.ts";
import { boardSlots } from "./screens/slices/state.ts";
import { spokenLines } from "./spoken.ts";
import { sqlOnScreen } from "./sql-text.ts";
import type { Store } from "./store.ts";
import type { Theme } from "./theme/theme.ts";
import { isTooSmall, tooSmallRows } from "./too-small.ts";
import { wholeFrame } from "./whole-frame.ts";
import { chipLine, footerLine, hintLine, noticeLines, titleLine } from "./widgets/frame.ts";
import type { Line } from "./widgets/line.ts";
import { Spoken } from "./widgets/spoken.tsx";

export interface MainProps {
  readonly store: Store;
  readonly theme: Theme;
  readonly outside: Outside;
  /** Sentences for a screen reader in place of a drawn frame. */
  readonly isSpoken?: boolean;
}

/** The screens once there is data: frame, body, overlay; the keys of all of them. */
export function MainScreen({ store, theme, outside, isSpoken }: MainProps): ReactNode {
  useQuery(store);
  const resize = useCallback(
    (size: { columns: number; rows: number }) => {
      const known = store.state().size;
      if (known.columns !== size.columns || known.rows !== size.rows) store.dispatch({ type: "size", ...size });
    },
    [store],
  );
  const size = useSize(resize);
  const paste = useCallback((text: string) => store.dispatch({ type: "text", text }), [store]);
  useKeymap(store.press, paste);
  useRequests(store, outside);
  usePainter(isSpoken === true ? undefined : frameRows(store, size, theme));
  return isSpoken === true ? <Spoken sentences={spokenLines(store.state(), store.data, store.keymap)} /> : null;
}

/** The whole screen as painted rows; undefined while the state is not of this size yet. */
function frameRows(store: Store, size: Size, theme: Theme): readonly string[] | undefined {
  if (isTooSmall(size)) return tooSmallRows(size, theme);
  const state = store.state();
  const { columns, rows } = state.size;
  if (columns !== size.columns || rows !== size.rows) return undefined;
  const top = [
    titleLine(crumbs(state, store.data), (room) => dataSetLine(store.data, room), columns),
    chipLine(chips(state, store.data, store.keymap), columns),
  ];
  const sql = state.overlay?.kind === "sql" ? sqlOnScreen(state, store.data) : [];
  const overlay = overlayBlock(state, store.data, store.keymap, sql);
  return wholeFrame({ top, body: bodyRows(store, theme), bottom: bottomLines(store), overlay }, size, theme);
}

/** Notice, pending count, or the keys. */
function bottomLines(store: Store): readonly Line[] {
  const state = store.state();
  const { columns } = state.size;
  if (isReading(store)) return [hintLine("reading … Esc stops, what is dimmed is from before", columns, "…")];
  if (state.notice !== undefined) return noticeLines(state.notice.text, state.notice.tone, columns);
  if (state.count !== "") return [hintLine(`${state.count} times: now a movement; Esc takes it back`, columns, "#")];
  if (state.isFresh && state.overlay === undefined && store.data.dataSet.isSynthetic) {
    return [hintLine("Synthetic demo data. Try: arrows to move, w for why, ? for all keys", columns)];
  }
  return [footerLine(footerOf(state.overlay, store.keymap, state.place.screen), columns)];
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
  const { exit } = useApp();
  const suspendTerminal = useSuspend();
  const seen = useRef(0);
  const { request } = store.state();
  useEffect(() => {
    if (request === undefined || request.id <= seen.current) return;
    seen.current = request.id;
    void carryOut(request, store, { ...outside, exit, suspendTerminal });
  }, [request, store, outside, exit, suspendTerminal]);
}
