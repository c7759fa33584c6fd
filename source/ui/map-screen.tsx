import { Box, Text, useApp } from "ink";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { cell } from "../domain/cell.ts";
import { bodySize } from "./app-state.ts";
import type { Mapper } from "./core.ts";
import { useKeymap } from "./hooks/use-keymap.ts";
import { useSize } from "./hooks/use-size.ts";
import { footerKeys, type Keymap } from "./keymap.ts";
import { mapOverlay } from "./map-overlay.ts";
import type { MapState } from "./map-state.ts";
import { carryOutMap, createMapStore, type MapStore } from "./map-store.ts";
import { mappingChips, mappingLines } from "./screens/mapping/mapping-view.ts";
import type { Theme } from "./theme/theme.ts";
import { TooSmall } from "./too-small.tsx";
import { Bottom } from "./widgets/bottom.tsx";
import { chipLine, footerLine, hintLine, noticeLines, titleLine } from "./widgets/frame.ts";
import { type Line, paint, seg, wordsIn } from "./widgets/line.ts";
import { Lines } from "./widgets/lines.tsx";

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
  const paste = useCallback(
    (text: string) => store.dispatch({ type: "text", text: text.replace(/\s+/g, " ") }),
    [store],
  );
  useKeymap(store.press, paste);
  useRequests(store, props);
  const state = store.state();
  if (props.isSpoken === true) return <Spoken state={state} keymap={keymap} />;
  if (size.columns < 60 || size.rows < 15) return <TooSmall size={size} theme={theme} />;
  if (state.size.columns !== size.columns || state.size.rows !== size.rows) return null;
  return <Frame state={state} keymap={keymap} theme={theme} />;
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

interface FrameProps {
  readonly state: MapState;
  readonly keymap: Keymap;
  readonly theme: Theme;
}

function Frame({ state, keymap, theme }: FrameProps): ReactNode {
  const { columns, rows } = state.size;
  const { mapping } = state;
  const body = bodySize(state.size);
  const top = [
    titleLine(["grounds", "Map your files"], () => [seg(cell(mapping.draft.source))], columns),
    chipLine(mappingChips(mapping), columns),
    [],
  ];
  const overlay = mapOverlay(state, keymap);
  const painted = (lines: readonly Line[]) => lines.map((line) => paint(line, theme));
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Lines lines={painted(top)} height={3} />
      <Lines lines={painted(mappingLines(mapping, body))} height={body.rows} />
      <Bottom lines={bottomLines(state, keymap)} rows={rows} theme={theme} />
      {overlay === undefined ? null : (
        <Box position="absolute" marginLeft={Math.floor((columns - overlay.width) / 2)} marginTop={2}>
          <Lines lines={painted(overlay.lines)} height={overlay.lines.length} />
        </Box>
      )}
    </Box>
  );
}

function bottomLines({ isBusy, notice, size }: MapState, keymap: Keymap): readonly Line[] {
  if (notice !== undefined) return noticeLines(cell(notice.text), notice.tone, size.columns);
  if (isBusy) return [hintLine("trying it on the files …", size.columns, "…")];
  return [footerLine(footerKeys(keymap, "mapping"), size.columns)];
}

/** The same as sentences for a screen reader: what is under the cursor, why, and the first rows. */
function Spoken({ state, keymap }: Pick<FrameProps, "state" | "keymap">): ReactNode {
  const overlay = mapOverlay(state, keymap);
  const shown = overlay?.lines ?? mappingLines(state.mapping, bodySize({ columns: 200, rows: 60 }));
  const texts = [
    `grounds, map your files: ${cell(state.mapping.draft.source)}.`,
    ...mappingChips(state.mapping).map((chip) => `${chip.text}.`),
    ...shown.map((line) => wordsIn(line)).filter((text) => text !== ""),
    ...bottomLines(state, keymap).map((line) => wordsIn(line)),
  ];
  return (
    <Box flexDirection="column">
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <Text key={index}>{text}</Text>
      ))}
    </Box>
  );
}
