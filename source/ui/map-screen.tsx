import { type ReactNode, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { cell } from "../domain/cell.ts";
import { bodySize, type Size } from "./app-state.ts";
import type { Mapper } from "./core.ts";
import { useKeymap } from "./hooks/use-keymap.ts";
import { usePainter, useSuspend } from "./hooks/use-painter.ts";
import { useSize } from "./hooks/use-size.ts";
import { footerOf, type Keymap } from "./keymap.ts";
import { mapOverlay } from "./map-overlay.ts";
import type { MapState } from "./map-state.ts";
import { carryOutMap, createMapStore, type MapStore } from "./map-store.ts";
import { mapItems } from "./reduce-map.ts";
import { mappingChips, mappingLines } from "./screens/mapping/mapping-view.ts";
import { spokenOverlay } from "./spoken-overlay.ts";
import type { Theme } from "./theme/theme.ts";
import { isTooSmall, tooSmallRows } from "./too-small.ts";
import { wholeFrame } from "./whole-frame.ts";
import { chipLine, footerLine, hintLine, noticeLines, titleLine } from "./widgets/frame.ts";
import { type Line, paint, seg, wordsIn } from "./widgets/line.ts";
import { Spoken } from "./widgets/spoken.tsx";

export interface MapScreenProps {
  readonly mapper: Mapper;
  readonly theme: Theme;
  readonly keymap: Keymap;
  readonly isSpoken?: boolean;
  readonly onAccepted: (file: string) => void;
  readonly stopProcess: () => Promise<void>;
  readonly exit: () => void;
  readonly onMapStore?: (store: MapStore) => void;
}

/** What files that are not understood are proposed to mean: looked at, changed, accepted. */
export function MapScreen(props: MapScreenProps): ReactNode {
  const { mapper, keymap, theme, onMapStore } = props;
  const size = useSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store follows the size by itself
  const store = useMemo(() => {
    const created = createMapStore(mapper, keymap, size);
    onMapStore?.(created);
    return created;
  }, [mapper, keymap, onMapStore]);
  useSyncExternalStore(store.subscribe, store.version);
  useEffect(() => {
    const known = store.state().size;
    if (known.columns !== size.columns || known.rows !== size.rows) store.dispatch({ type: "size", ...size });
  }, [store, size]);
  const paste = useCallback((text: string) => store.dispatch({ type: "text", text }), [store]);
  useKeymap(store.press, paste);
  useRequests(store, props);
  const state = store.state();
  const isSpoken = props.isSpoken === true;
  usePainter(isSpoken ? undefined : frameRows(state, keymap, size, theme));
  return isSpoken ? <Spoken sentences={spokenMapping(state, keymap)} /> : null;
}

function useRequests(store: MapStore, props: MapScreenProps): void {
  const suspendTerminal = useSuspend();
  const { mapper, onAccepted, stopProcess, exit } = props;
  const seen = useRef(0);
  const { request } = store.state();
  useEffect(() => {
    if (request === undefined || request.id <= seen.current) return;
    seen.current = request.id;
    const suspend = () => void suspendTerminal(stopProcess);
    void carryOutMap(request, store, mapper, { onAccepted, suspend, quit: exit });
  }, [request, store, mapper, onAccepted, stopProcess, exit, suspendTerminal]);
}

/** The whole screen as painted rows; undefined while the state is not of this size yet. */
function frameRows(state: MapState, keymap: Keymap, size: Size, theme: Theme): readonly string[] | undefined {
  if (isTooSmall(size)) return tooSmallRows(size, theme);
  if (state.size.columns !== size.columns || state.size.rows !== size.rows) return undefined;
  const { mapping } = state;
  const top = [
    titleLine(["grounds", "Map your files"], () => [seg(cell(mapping.draft.source))], size.columns),
    chipLine(mappingChips(mapping), size.columns),
  ];
  const body = mappingLines(mapping, bodySize(size)).map((line) => paint(line, theme));
  return wholeFrame({ top, body, bottom: bottomLines(state, keymap), overlay: mapOverlay(state, keymap) }, size, theme);
}

function bottomLines({ isBusy, notice, overlay, size }: MapState, keymap: Keymap): readonly Line[] {
  if (notice !== undefined) return noticeLines(cell(notice.text), notice.tone, size.columns);
  if (isBusy) return [hintLine("trying it on the files …", size.columns, "…")];
  return [footerLine(footerOf(overlay, keymap, "mapping"), size.columns)];
}

/** The same as sentences for a screen reader: what is under the cursor, why, and the first rows. */
function spokenMapping(state: MapState, keymap: Keymap): readonly string[] {
  const overlay = mapOverlay(state, keymap);
  const body = () => mappingLines(state.mapping, bodySize({ columns: 200, rows: 60 })).map(wordsIn);
  const open = overlay !== undefined && state.overlay !== undefined;
  const shown = open ? spokenOverlay(state.overlay, overlay, mapItems(state)) : body();
  return [
    `grounds, map your files: ${cell(state.mapping.draft.source)}.`,
    ...mappingChips(state.mapping).map((chip) => `${chip.text}.`),
    ...shown.filter((text) => text !== ""),
    ...bottomLines(state, keymap).map((line) => wordsIn(line)),
  ];
}
