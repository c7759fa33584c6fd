import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { UserError } from "../errors.ts";
import { useSize } from "./hooks/use-size.ts";
import { useWarmUp } from "./hooks/use-warm-up.ts";
import { keyOf } from "./input/keymap.ts";
import { KeyTarget } from "./input/use-keymap.ts";
import { mapperCore } from "./mapper-core.ts";
import { ScreenHost } from "./screen-host.tsx";
import { dataScreens, launch as launching, mappingScreens } from "./screens/registry.ts";
import type { Size } from "./state/app-state.ts";
import type { Mapper } from "./state/core.ts";
import type { Keymap } from "./state/keymap.ts";
import type { Launch, LaunchMode, Opening } from "./state/launch.ts";
import type { LiveCore } from "./state/live-core.ts";
import type { Place } from "./state/place.ts";
import { decodePlace, encodePlace } from "./state/state-string.ts";
import type { Outside } from "./store/requests.ts";
import { type Beginning, createStore, initialPlace, type Store } from "./store/store.ts";
import type { Theme } from "./theme/theme.ts";
import { ThemeContext } from "./theme/use-theme.ts";

export interface AppProps extends Opening {
  readonly launch: Launch;
  readonly theme: Theme;
  readonly keymap: Keymap;
  readonly copy: Outside["copy"];
  readonly stopProcess: () => Promise<void>;
  readonly exit: () => void;
  /** How often the first screen is drawn again while it is read; never by default. */
  readonly warmUp?: number;
  /** Receives the store of the open screens: those with data, or those shown before there is data. */
  readonly onStore?: (store: Store) => void;
}

/** The whole program on screen: the build, then the screens. After a failure the user can still continue. */
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
  const [mode, setMode] = useState<LaunchMode>("update");
  const [isMapped, setIsMapped] = useState(false);
  const { build, core, error, elapsedMs, proposing, mapper } = launching.useBuild(props.launch, attempt, mode);
  const size = useSize();
  const left = useRef<Beginning>(undefined);
  const again = useCallback((next: LaunchMode) => {
    setMode(next);
    setAttempt((before) => before + 1);
  }, []);
  const reload = useCallback(
    (from: Beginning) => {
      left.current = from;
      again("update");
    },
    [again],
  );
  const accepted = useCallback(() => {
    setIsMapped(true);
    again("update");
  }, [again]);
  if (core !== undefined) {
    const built = build.finished?.status;
    return <Ready {...props} core={core} size={size} from={left.current} built={built} reload={reload} />;
  }
  if (mapper !== undefined) {
    return <Mapping {...props} mapper={mapper} size={size} onAccepted={accepted} />;
  }
  const { exit, stopProcess } = props;
  const about = { build, elapsedMs, proposing, error };
  return (
    <launching.Launching
      about={about}
      size={size}
      ways={launching.waysOn(error, props.launch, isMapped)}
      again={again}
      exit={exit}
      stopProcess={stopProcess}
    />
  );
}

interface ReadyProps extends AppProps {
  readonly core: LiveCore;
  readonly size: Size;
  /** Where the screens were before the data was reloaded. */
  readonly from: Beginning | undefined;
  /** What the launch had to do; undefined if it did not check. */
  readonly built: "built" | "unchanged" | undefined;
  readonly reload: (from: Beginning) => void;
}

function Ready(props: ReadyProps): ReactNode {
  const { core, keymap, saved, copy, stopProcess, reload, onStore } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store follows the size by itself
  const store = useMemo(() => {
    const home = initialPlace(core, dataScreens);
    const { problem, ...reopenedAt } = reopened(saved, home, props.isRestored === true);
    const tour = props.isFirst === true && props.from === undefined ? 0 : undefined;
    const beginning = { tour, ...(props.from ?? reopenedAt), ...news(props) };
    const created = createStore(core, dataScreens, keymap, props.size, beginning);
    if (problem !== undefined && props.from === undefined)
      created.dispatch({ type: "notice", text: problem, tone: "error" });
    onStore?.(created);
    return created;
  }, [core, keymap, saved, onStore]);
  const outside: Outside = useMemo(() => {
    const startOver = () => {
      store.queries.want(new Map());
      const { place, undo, redo, behind, ahead, tour } = store.state();
      reload({ place, undo, redo, behind, ahead, tour, isFresh: false });
    };
    return { core, copy, reload: startOver, stopProcess };
  }, [core, copy, reload, stopProcess, store]);
  useWarmUp(store.queries, props.warmUp ?? 0);
  const { newer } = props.launch;
  useEffect(() => {
    return newer?.((next) => {
      void core.take(next);
      store.refresh();
    });
  }, [newer, core, store]);
  return <ScreenHost store={store} outside={outside} onCrash={props.onCrash} />;
}

interface MappingProps extends AppProps {
  readonly mapper: Mapper;
  readonly size: Size;
  readonly onAccepted: (file: string) => void;
}

/** The proposed mapping of files that are not understood, to be accepted before there is data. */
function Mapping(props: MappingProps): ReactNode {
  const { mapper, keymap, copy, stopProcess, onAccepted, onStore } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store follows the size by itself
  const store = useMemo(() => {
    const created = createStore(mapperCore(mapper), mappingScreens, keymap, props.size);
    onStore?.(created);
    return created;
  }, [mapper, keymap, onStore]);
  useEffect(
    () =>
      mapper.follow?.((news) => {
        for (const { id } of mappingScreens) store.dispatch({ type: "news", news, screen: id });
      }),
    [mapper, store],
  );
  const outside: Outside = useMemo(
    () => ({ core: mapperCore(mapper), copy, reload() {}, stopProcess, mapper, accepted: onAccepted }),
    [mapper, copy, stopProcess, onAccepted],
  );
  return <ScreenHost store={store} outside={outside} onCrash={props.onCrash} />;
}

/** What to show first: the summary of a new warehouse of the user's own files; after a reload, what has changed. */
function news({ core, from, built, keymap, launch }: ReadyProps): Pick<Beginning, "overlay" | "notice"> {
  const isOwn = !core.dataSet.isSynthetic;
  if (from === undefined) return built === "built" && isOwn ? { overlay: { kind: "summary", scroll: 0 } } : {};
  const text =
    built === "built"
      ? `Rebuilt from the files as they are now: ${keyOf(keymap, "summary")} shows what was read`
      : "No file changed: nothing to rebuild";
  if (built === undefined)
    return launch.readAnew === undefined ? {} : { notice: { text: launch.readAnew, tone: "label" } };
  return { notice: { text, tone: "label" } };
}

/** The saved place; if it is not valid, home and what is wrong with it. */
function reopened(
  saved: string | undefined,
  home: Place,
  isRestored: boolean,
): Pick<Beginning, "notice"> & { readonly place: Place; readonly problem?: string } {
  if (saved === undefined || saved === encodePlace(home, { screens: dataScreens })) return { place: home };
  try {
    const place = decodePlace(saved, home, { screens: dataScreens });
    return isRestored ? { place, notice: { text: leftOff, tone: "label" } } : { place };
  } catch (error) {
    if (error instanceof UserError) return { place: home, problem: `${error.message}: this is home instead` };
    throw error;
  }
}

const leftOff = "This is where you left off last time";

function ignore(): void {}
