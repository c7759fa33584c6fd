import { Box, useApp, useIsScreenReaderEnabled } from "ink";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { UserError } from "../errors.ts";
import type { Place, Size } from "./app-state.ts";
import { initialPlace } from "./app-state.ts";
import { errorPanel } from "./body.tsx";
import type { Core } from "./core.ts";
import { type Launch, type LaunchMode, useBuild } from "./hooks/use-build.ts";
import { KeyTarget, useKeymap } from "./hooks/use-keymap.ts";
import { useSize } from "./hooks/use-size.ts";
import { type Keymap, keyOf } from "./keymap.ts";
import { MainScreen } from "./main-screen.tsx";
import { MapScreen } from "./map-screen.tsx";
import type { MapStore } from "./map-store.ts";
import type { Outside } from "./requests.ts";
import { buildLines, buildSentences } from "./screens/build/build-screen.ts";
import { Spoken } from "./speech/spoken.tsx";
import { decodePlace } from "./state-string.ts";
import { type Beginning, createStore, type Store } from "./store.ts";
import type { Theme } from "./theme/theme.ts";
import { ThemeContext } from "./theme/use-theme.ts";
import { fitLine, type Line, seg, wordsIn } from "./widgets/line.ts";
import { Lines, Words } from "./widgets/rows.tsx";

export interface AppProps {
  readonly launch: Launch;
  readonly theme: Theme;
  readonly keymap: Keymap;
  /** A saved state to open with. */
  readonly saved?: string;
  readonly copy: Outside["copy"];
  readonly stopProcess: () => Promise<void>;
  readonly exit: () => void;
  /** Writes down where a screen failed while it was drawn; the file, where one could be written. */
  readonly onCrash?: (error: unknown) => string | undefined;
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
      <ThemeContext value={props.theme}>
        <Screens {...props} />
      </ThemeContext>
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
    const { keymap, stopProcess, exit, onMapStore } = props;
    const same = { keymap, stopProcess, exit, ...(onMapStore ? { onMapStore } : {}) };
    return <MapScreen {...same} mapper={mapper} onAccepted={accepted} />;
  }
  const room = { ...size, rows: size.rows - 1 };
  const panel = error && errorPanel(error, size.columns);
  const { exit, stopProcess } = props;
  const drawn = panel ?? buildLines({ state: build, size: room, elapsedMs, proposing });
  const spoken = panel?.map(wordsIn) ?? buildSentences(build, proposing);
  const rest = { size, ways: waysOn(error, props.launch, isMapped), again, exit, stopProcess };
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
  return <MainScreen store={store} outside={outside} onCrash={props.onCrash} />;
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
  readonly drawn: readonly Line[];
  /** As sentences. */
  readonly spoken: readonly string[];
  readonly size: Size;
  readonly ways: readonly Way[];
  readonly again: (mode: LaunchMode) => void;
  readonly exit: () => void;
  readonly stopProcess: () => Promise<void>;
}): ReactNode {
  const { drawn, spoken, size, ways, again, exit, stopProcess } = props;
  const { suspendTerminal } = useApp();
  const press = useCallback(
    (keys: readonly string[]) => {
      for (const key of keys) {
        if (key === "q" || key === "ctrl-c") return exit();
        if (key === "ctrl-z") return void suspendTerminal(stopProcess);
        const way = ways.find((one) => one.key === key);
        if (way !== undefined) return again(way.mode);
      }
    },
    [ways, again, exit, suspendTerminal, stopProcess],
  );
  useKeymap(press, ignore);
  const keys = launchKeys(ways);
  if (useIsScreenReaderEnabled())
    return <Spoken sentences={[...spoken.filter((text) => text !== ""), `Keys: ${wordsIn(keys)}.`]} />;
  const lines = drawn.slice(0, size.rows - 1).map((line) => fitLine(line, size.columns));
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} justifyContent="space-between">
      <Lines lines={lines} />
      <Words line={fitLine(keys, size.columns)} />
    </Box>
  );
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
