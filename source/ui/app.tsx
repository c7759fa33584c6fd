import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { UserError } from "../errors.ts";
import type { Place, Size } from "./app-state.ts";
import { initialPlace } from "./app-state.ts";
import { errorPanel } from "./body.ts";
import type { Core } from "./core.ts";
import { type Launch, type LaunchMode, useBuild } from "./hooks/use-build.ts";
import { KeyTarget, useKeymap } from "./hooks/use-keymap.ts";
import { PainterContext, usePainter, useSuspend } from "./hooks/use-painter.ts";
import { useSize } from "./hooks/use-size.ts";
import { type Keymap, keyOf } from "./keymap.ts";
import { MainScreen } from "./main-screen.tsx";
import { MapScreen } from "./map-screen.tsx";
import type { MapStore } from "./map-store.ts";
import type { Painter } from "./painter.ts";
import type { Outside } from "./requests.ts";
import { buildRows, buildSentences } from "./screens/build/build-screen.ts";
import { decodePlace } from "./state-string.ts";
import { type Beginning, createStore, type Store } from "./store.ts";
import type { Theme } from "./theme/theme.ts";
import { filled } from "./widgets/frame.ts";
import { type Line, paint, seg, wordsIn } from "./widgets/line.ts";
import { Spoken } from "./widgets/spoken.tsx";

export interface AppProps {
  readonly launch: Launch;
  /** Shows the frames; Ink is left what is spoken. */
  readonly painter: Painter;
  readonly theme: Theme;
  readonly keymap: Keymap;
  /** Sentences for a screen reader in place of drawn screens. */
  readonly isSpoken?: boolean;
  /** A saved state to open with. */
  readonly saved?: string;
  readonly copy: Outside["copy"];
  readonly stopProcess: () => Promise<void>;
  readonly exit: () => void;
  /** For tests: the store, once there is data. */
  readonly onStore?: (store: Store) => void;
  /** For tests: the store of the mapping's screen, once it is open. */
  readonly onMapStore?: (store: MapStore) => void;
}

/** The whole program on screen: build, then the screens; a failure keeps a way on. */
export function App(props: AppProps): ReactNode {
  const target = useRef<(keys: readonly string[]) => void>(ignore);
  return (
    <KeyTarget value={target}>
      <PainterContext value={props.painter}>
        <Screens {...props} />
      </PainterContext>
    </KeyTarget>
  );
}

function Screens(props: AppProps): ReactNode {
  const [attempt, setAttempt] = useState(0);
  const [mode, setMode] = useState<LaunchMode>("build");
  const [isMapped, setIsMapped] = useState(false);
  const { build, core, error, elapsedMs, proposing, mapper } = useBuild(props.launch, attempt, mode);
  const size = useSize();
  const left = useRef<Beginning>(undefined);
  const again = useCallback((next: LaunchMode) => {
    setMode(next);
    setAttempt((before) => before + 1);
  }, []);
  const reload = useCallback(
    (from: Beginning) => {
      left.current = from;
      again("build");
    },
    [again],
  );
  const accepted = useCallback(() => {
    setIsMapped(true);
    again("build");
  }, [again]);
  if (core !== undefined) {
    const built = build.finished?.status;
    return <Ready {...props} core={core} size={size} from={left.current} built={built} reload={reload} />;
  }
  if (mapper !== undefined) {
    const { theme, keymap, stopProcess, exit, onMapStore } = props;
    const same = { theme, keymap, stopProcess, exit, ...(onMapStore ? { onMapStore } : {}) };
    return <MapScreen {...same} mapper={mapper} isSpoken={props.isSpoken === true} onAccepted={accepted} />;
  }
  const room = { ...size, rows: size.rows - 1 };
  const panel = error && errorPanel(error, size.columns);
  const { theme, exit, stopProcess } = props;
  const drawn =
    panel?.map((line) => paint(line, theme)) ?? buildRows({ state: build, size: room, theme, elapsedMs, proposing });
  const spoken = panel?.map(wordsIn) ?? buildSentences(build, proposing);
  const rest = {
    isSpoken: props.isSpoken === true,
    size,
    ways: waysOn(error, props.launch, isMapped),
    again,
    exit,
    stopProcess,
    theme,
  };
  return <Launching drawn={drawn} spoken={spoken} {...rest} />;
}

interface ReadyProps extends AppProps {
  readonly core: Core;
  readonly size: { readonly columns: number; readonly rows: number };
  /** Where the screens were before the data was loaded anew. */
  readonly from: Beginning | undefined;
  /** What the launch had to do; undefined where it did not look. */
  readonly built: "built" | "unchanged" | undefined;
  readonly reload: (from: Beginning) => void;
}

function Ready(props: ReadyProps): ReactNode {
  const { core, keymap, saved, copy, stopProcess, reload, onStore } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store follows the size by itself
  const store = useMemo(() => {
    const home: Place = initialPlace(core.catalog, core.dataSet);
    const { problem, ...saidSo } = reopened(saved, home);
    const created = createStore(core, keymap, props.size, { ...(props.from ?? saidSo), ...news(props) });
    if (problem !== undefined && props.from === undefined)
      created.dispatch({ type: "notice", text: problem, tone: "error" });
    onStore?.(created);
    return created;
  }, [core, keymap, saved, onStore]);
  const outside: Outside = useMemo(() => {
    const startOver = () => {
      store.queries.want(new Map());
      const { place, undo, redo, behind, ahead } = store.state();
      reload({ place, undo, redo, behind, ahead, isFresh: false });
    };
    return { core, copy, reload: startOver, stopProcess };
  }, [core, copy, reload, stopProcess, store]);
  return <MainScreen store={store} theme={props.theme} outside={outside} isSpoken={props.isSpoken === true} />;
}

/** What a new warehouse of the user's own files begins with: what was read; where it was open before, that it is new. */
function news({ core, from, built, keymap }: ReadyProps): Pick<Beginning, "overlay" | "notice"> {
  const isOwn = !core.dataSet.isSynthetic;
  if (from === undefined) return built === "built" && isOwn ? { overlay: { kind: "summary", scroll: 0 } } : {};
  const text =
    built === "built"
      ? `Built anew from the files as they are now: ${keyOf(keymap, "summary")} shows what was read`
      : "Nothing changed: the files are as they were";
  return built === undefined ? {} : { notice: { text, tone: "label" } };
}

/** The saved place; home and what is wrong with it where it is none. */
function reopened(saved: string | undefined, home: Place): { readonly place: Place; readonly problem?: string } {
  if (saved === undefined) return { place: home };
  try {
    return { place: decodePlace(saved, home) };
  } catch (error) {
    if (error instanceof UserError) return { place: home, problem: `${error.message}: this is home instead` };
    throw error;
  }
}

/** What goes on before there is data, over the keys that work then. */
function Launching(props: {
  /** As painted rows. */
  readonly drawn: readonly string[];
  /** As sentences. */
  readonly spoken: readonly string[];
  readonly isSpoken: boolean;
  readonly size: Size;
  readonly ways: readonly Way[];
  readonly again: (mode: LaunchMode) => void;
  readonly exit: () => void;
  readonly stopProcess: () => Promise<void>;
  readonly theme: Theme;
}): ReactNode {
  const { drawn, spoken, isSpoken, size, ways, again, exit, theme, stopProcess } = props;
  const suspend = useSuspend();
  const press = useCallback(
    (keys: readonly string[]) => {
      for (const key of keys) {
        if (key === "q" || key === "ctrl-c" || (key === "escape" && ways.length === 0)) return exit();
        if (key === "ctrl-z") return void suspend(stopProcess);
        const way = ways.find((one) => one.key === key);
        if (way !== undefined) return again(way.mode);
      }
    },
    [ways, again, exit, suspend, stopProcess],
  );
  useKeymap(press, ignore);
  const keys = launchKeys(ways);
  usePainter(isSpoken ? undefined : [...filled(drawn, size.rows - 1), paint(keys, theme)]);
  if (!isSpoken) return null;
  return <Spoken sentences={[...spoken.filter((text) => text !== ""), `Keys: ${wordsIn(keys)}.`]} />;
}

/** A way on after a launch that failed. */
interface Way {
  readonly key: string;
  readonly says: string;
  readonly mode: LaunchMode;
}

/** None while nothing failed. */
function waysOn(error: Error | undefined, { hasBuiltBefore }: Launch, isMapped: boolean): readonly Way[] {
  if (error === undefined) return [];
  return [
    { key: "r", says: "try again", mode: "build" },
    ...(isMapped ? [{ key: "m", says: "change the mapping", mode: "map" } as const] : []),
    ...(hasBuiltBefore?.() === false ? [] : [{ key: "o", says: "open what was built before", mode: "load" } as const]),
  ];
}

function launchKeys(ways: readonly Way[]): Line {
  const told = ways.flatMap(({ key, says }) => [seg(key, "key"), seg(` ${says}  `, "label")]);
  return [seg(" "), ...told, seg("q", "key"), seg(" quit", "label")];
}

function ignore(): void {}
