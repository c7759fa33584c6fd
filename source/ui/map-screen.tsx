import { useApp, useIsScreenReaderEnabled } from "ink";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { cell } from "../domain/cell.ts";
import { bodySize, type Size } from "./app-state.ts";
import type { Mapper } from "./core.ts";
import { Dialog } from "./frame/dialog.tsx";
import { Footer } from "./frame/footer.tsx";
import { Frame } from "./frame/frame.tsx";
import { Notice, StatusLine } from "./frame/notice.tsx";
import { isTooSmall, TooSmall } from "./frame/too-small.tsx";
import { useKeymap } from "./hooks/use-keymap.ts";
import { useOnResize, useSize } from "./hooks/use-size.ts";
import { footerOf, type Keymap } from "./keymap.ts";
import { mapOverlay } from "./map-overlay.ts";
import type { MapState } from "./map-state.ts";
import { carryOutMap, createMapStore, type MapStore } from "./map-store.ts";
import { roomFor } from "./overlays/content.ts";
import { mapItems } from "./reduce-map.ts";
import { mappingChips, mappingLines } from "./screens/mapping/mapping-view.ts";
import { Spoken } from "./speech/spoken.tsx";
import { spokenOverlay } from "./spoken-overlay.ts";
import { seg, wordsIn } from "./widgets/line.ts";
import { Lines } from "./widgets/rows.tsx";

export interface MapScreenProps {
  readonly mapper: Mapper;
  readonly keymap: Keymap;
  readonly onAccepted: (file: string) => void;
  readonly stopProcess: () => Promise<void>;
  readonly exit: () => void;
  readonly onMapStore?: (store: MapStore) => void;
}

/** What files that are not understood are proposed to mean: looked at, changed, accepted. */
export function MapScreen(props: MapScreenProps): ReactNode {
  const { mapper, keymap, onMapStore } = props;
  const first = useSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store follows the size by itself
  const store = useMemo(() => {
    const created = createMapStore(mapper, keymap, first);
    onMapStore?.(created);
    return created;
  }, [mapper, keymap, onMapStore]);
  useSyncExternalStore(store.subscribe, store.version);
  const resize = useCallback((size: Size) => store.dispatch({ type: "size", ...size }), [store]);
  useOnResize(resize);
  const paste = useCallback((text: string) => store.dispatch({ type: "text", text }), [store]);
  useKeymap(store.press, paste);
  useRequests(store, props);
  const state = store.state();
  const { size, mapping } = state;
  if (useIsScreenReaderEnabled()) return <Spoken sentences={spokenMapping(state, keymap)} />;
  if (isTooSmall(size)) return <TooSmall size={size} />;
  return (
    <Frame
      size={size}
      crumbs={["grounds", "Map your files"]}
      right={() => [seg(cell(mapping.draft.source))]}
      chips={mappingChips(mapping)}
      footer={<Bottom state={state} keymap={keymap} />}
      dialog={<OpenDialog state={state} keymap={keymap} />}
    >
      <Lines lines={mappingLines(mapping, bodySize(size)).slice(0, bodySize(size).rows)} />
    </Frame>
  );
}

function OpenDialog({ state, keymap }: { readonly state: MapState; readonly keymap: Keymap }): ReactNode {
  const content = mapOverlay(state, keymap);
  const { overlay, size } = state;
  if (overlay === undefined || content === undefined) return null;
  return <Dialog {...content} width={roomFor(overlay, size).width} columns={size.columns} />;
}

function useRequests(store: MapStore, props: MapScreenProps): void {
  const { suspendTerminal } = useApp();
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

function Bottom({ state, keymap }: { readonly state: MapState; readonly keymap: Keymap }): ReactNode {
  const { isBusy, notice, overlay, size } = state;
  if (notice !== undefined) return <Notice {...notice} text={cell(notice.text)} width={size.columns} />;
  if (isBusy) return <StatusLine text={busyText} width={size.columns} sign="…" />;
  return <Footer hints={footerOf(overlay, keymap, "mapping")} width={size.columns} />;
}

const busyText = "trying it on the files …";

/** The same as sentences for a screen reader: what is under the cursor, why, and the first rows. */
function spokenMapping(state: MapState, keymap: Keymap): readonly string[] {
  const { mapping, notice, isBusy } = state;
  const overlay = mapOverlay(state, keymap);
  const body = () => mappingLines(mapping, bodySize({ columns: 200, rows: 60 })).map(wordsIn);
  const open = overlay !== undefined && state.overlay !== undefined;
  const shown = open ? spokenOverlay(state.overlay, overlay, mapItems(state)) : body();
  const keys = footerOf(state.overlay, keymap, "mapping").map(({ key, label }) => `${key} ${label}`);
  return [
    `grounds, map your files: ${cell(mapping.draft.source)}.`,
    ...mappingChips(mapping).map((chip) => `${chip.text}.`),
    ...shown.filter((text) => text !== ""),
    notice === undefined ? (isBusy ? busyText : `Keys: ${keys.join(", ")}.`) : `${cell(notice.text)}.`,
  ];
}
