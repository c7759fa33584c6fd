import { useEffect, useRef, useState } from "react";
import { type BuildState, initialBuild, reduceBuild } from "../build-state.ts";
import type { Core } from "../core.ts";
import type { LaunchEvent } from "../launch-event.ts";

/** How the screens come to their data. */
export interface Launch {
  /** Brings the warehouse up to date; ends at once where it is. Absent: there is nothing to build. */
  readonly build?: (signal: AbortSignal) => AsyncIterable<LaunchEvent>;
  /** Opens what was built. */
  readonly load: () => Promise<Core>;
}

export interface LaunchState {
  readonly build: BuildState;
  readonly core: Core | undefined;
  readonly error: Error | undefined;
  readonly elapsedMs: number;
}

/** Builds, then loads; `attempt` starts it again, `skipBuild` opens what was there before. */
export function useBuild(launch: Launch, attempt: number, skipBuild: boolean): LaunchState {
  const [state, setState] = useState<LaunchState>(waiting);
  const loaded = useRef<Core>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt runs the same launch again
  useEffect(() => {
    const controller = new AbortController();
    const started = performance.now();
    const set = (change: (before: LaunchState) => Partial<LaunchState>) => {
      if (controller.signal.aborted) return;
      setState((before) => ({ ...before, ...change(before), elapsedMs: performance.now() - started }));
    };
    const timer = setInterval(() => set(() => ({})), 100);
    setState(waiting);
    const onEvent = (event: LaunchEvent) => set((before) => ({ build: reduceBuild(before.build, event) }));
    const letGo = async () => {
      const before = loaded.current;
      loaded.current = undefined;
      await before?.close();
    };
    run(launch, skipBuild, controller.signal, onEvent, letGo)
      .then((core) => {
        loaded.current = core;
        set(() => ({ core }));
      })
      .catch((error: unknown) => set(() => ({ error: error instanceof Error ? error : new Error(String(error)) })))
      .finally(() => clearInterval(timer));
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [launch, attempt, skipBuild]);
  return state;
}

const waiting: LaunchState = { build: initialBuild, core: undefined, error: undefined, elapsedMs: 0 };

async function run(
  launch: Launch,
  skipBuild: boolean,
  signal: AbortSignal,
  onEvent: (event: LaunchEvent) => void,
  letGo: () => Promise<void>,
): Promise<Core> {
  if (!skipBuild && launch.build !== undefined) {
    for await (const event of launch.build(signal)) onEvent(event);
  }
  await letGo();
  return launch.load();
}
