import { useApp, useIsScreenReaderEnabled } from "ink";
import { type ReactNode, useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { Body } from "./frame/body.tsx";
import { dataSetLine } from "./frame/data-set-line.ts";
import { Dialog } from "./frame/dialog.tsx";
import { Footer } from "./frame/footer.tsx";
import { Frame } from "./frame/frame.tsx";
import { Notice, StatusLine } from "./frame/notice.tsx";
import { isTooSmall, TooSmall } from "./frame/too-small.tsx";
import { useOnResize } from "./hooks/use-size.ts";
import { lastLine } from "./input/last-line.ts";
import { useKeymap } from "./input/use-keymap.ts";
import { roomFor } from "./overlays/content.ts";
import { overlayContent } from "./overlays/overlay-content.ts";
import { spokenLines } from "./speech/sentences.ts";
import type { Size } from "./state/app-state.ts";
import { here } from "./state/program.ts";
import { carryOut, type Outside } from "./store/requests.ts";
import type { Store } from "./store/store.ts";
import { foldFilters } from "./widgets/chip.ts";
import { Spoken } from "./widgets/spoken.tsx";

export interface ScreenHostProps {
  readonly store: Store;
  readonly outside: Outside;
  readonly onCrash?: ((error: unknown) => string | undefined) | undefined;
}

/** The current screen with frame, body, overlay and keys. */
export function ScreenHost({ store, outside, onCrash }: ScreenHostProps): ReactNode {
  useSyncExternalStore(store.subscribe, store.version);
  const resize = useCallback((size: Size) => store.dispatch({ type: "size", ...size }), [store]);
  useOnResize(store.state().size, resize);
  const paste = useCallback((text: string) => store.dispatch({ type: "text", text }), [store]);
  useKeymap(store.press, paste);
  useRequests(store, outside);
  const app = store.state();
  const { size } = app;
  if (useIsScreenReaderEnabled()) return <Spoken sentences={spokenLines(app, store)} />;
  if (isTooSmall(size)) return <TooSmall size={size} />;
  const { screen, at } = here(app, store);
  return (
    <Frame
      size={size}
      crumbs={["grounds", screen.title, ...(screen.crumbs?.(at) ?? [])]}
      right={(room) => screen.right?.(at) ?? dataSetLine(store.data.dataSet, room)}
      chips={foldFilters(screen.chips(at), size.columns)}
      footer={<Bottom store={store} />}
      dialog={<OpenDialog store={store} />}
    >
      <Body app={app} program={store} version={store.version()} onCrash={onCrash} />
    </Frame>
  );
}

function OpenDialog({ store }: { readonly store: Store }): ReactNode {
  const app = store.state();
  const content = overlayContent(app, store);
  if (app.overlay === undefined || content === undefined) return null;
  return <Dialog {...content} width={roomFor(app.overlay, app.size).width} columns={app.size.columns} />;
}

/** What is in progress, a notice, or the keys. */
function Bottom({ store }: { readonly store: Store }): ReactNode {
  const app = store.state();
  const width = app.size.columns;
  const last = lastLine(app, store);
  if (last.kind === "keys") return <Footer hints={last.hints} width={width} />;
  if (last.kind === "notice") return <Notice text={last.text} tone={last.tone} width={width} />;
  return <StatusLine text={last.text} sign={last.sign} width={width} />;
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
