import { useEffect, useRef, useState } from "react";
import type { Mapper } from "../../state/core.ts";
import type { Launch, LaunchMode } from "../../state/launch.ts";
import type { LaunchEvent } from "../../state/launch-event.ts";
import { type LiveCore, liveCore } from "../../state/live-core.ts";
import { type BuildState, initialBuild, reduceBuild } from "./state.ts";

export interface LaunchState {
  readonly build: BuildState;
  readonly core: LiveCore | undefined;
  readonly error: Error | undefined;
  readonly elapsedMs: number;
  /** The share of the files read for a proposed mapping; undefined if none is being proposed. */
  readonly proposing: number | undefined;
  /** The proposed mapping, to be accepted before there is data. */
  readonly mapper: Mapper | undefined;
}

/** Builds, then loads, or does what else the mode says; another `attempt` starts it again. */
export function useBuild(launch: Launch, attempt: number, mode: LaunchMode): LaunchState {
  const [state, setState] = useState<LaunchState>(waiting);
  const loaded = useRef<LiveCore>(undefined);
  const mapped = useRef<Mapper>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt runs the same launch again
  useEffect(() => {
    const controller = new AbortController();
    const started = performance.now();
    const set = (change: (before: LaunchState) => Partial<LaunchState>) => {
      if (controller.signal.aborted) return;
      setState((before) => ({ ...before, ...change(before), elapsedMs: performance.now() - started }));
    };
    const timer = setInterval(() => set(() => ({})), 200);
    setState(waiting);
    const onEvent = (event: LaunchEvent) => set((before) => ({ build: reduceBuild(before.build, event) }));
    const letGo = async () => {
      const before = loaded.current;
      loaded.current = undefined;
      await before?.close();
    };
    const { signal } = controller;
    const map = async (error: Error | undefined) => {
      const mapper = await launch.map?.(error, signal, (proposing) => set(() => ({ proposing })));
      if (signal.aborted) await mapper?.close();
      else mapped.current = mapper;
      return mapper;
    };
    const build = async () => {
      await mapped.current?.close();
      mapped.current = undefined;
      if (mode === "map") return map(undefined);
      if (mode === "load" || launch.build === undefined) return undefined;
      try {
        for await (const event of launch.build(signal)) onEvent(event);
        return undefined;
      } catch (error) {
        if (!(error instanceof Error) || signal.aborted) throw error;
        const mapper = await map(error);
        if (mapper === undefined) throw error;
        return mapper;
      }
    };
    const load = async () => {
      await letGo();
      loaded.current = liveCore(await launch.load());
      set(() => ({ core: loaded.current }));
    };
    build()
      .then((mapper) => (mapper === undefined ? load() : set(() => ({ mapper }))))
      .catch((error: unknown) => set(() => ({ error: error instanceof Error ? error : new Error(String(error)) })))
      .finally(() => clearInterval(timer));
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [launch, attempt, mode]);
  return state;
}

const waiting: LaunchState = {
  build: initialBuild,
  core: undefined,
  error: undefined,
  elapsedMs: 0,
  proposing: undefined,
  mapper: undefined,
};
