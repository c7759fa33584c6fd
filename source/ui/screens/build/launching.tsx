import { Box, useApp, useIsScreenReaderEnabled } from "ink";
import { type ReactNode, useCallback } from "react";
import { useKeymap } from "../../input/use-keymap.ts";
import type { Size } from "../../state/app-state.ts";
import type { Launch, LaunchMode } from "../../state/launch.ts";
import { wordsInLines } from "../../widgets/block.ts";
import { fitLine, type Line, seg, wordsIn } from "../../widgets/line.ts";
import { errorPanel } from "../../widgets/message.ts";
import { Lines, Words } from "../../widgets/rows.tsx";
import { Spoken } from "../../widgets/spoken.tsx";
import { buildLines, buildSentences } from "./build-screen.ts";
import type { LaunchState } from "./use-build.ts";

/** The progress before there is data, above the keys that work then. */
export function Launching(props: {
  readonly about: Pick<LaunchState, "build" | "elapsedMs" | "proposing" | "error">;
  readonly size: Size;
  readonly ways: readonly Way[];
  readonly again: (mode: LaunchMode) => void;
  readonly exit: () => void;
  readonly stopProcess: () => Promise<void>;
}): ReactNode {
  const { about, size, ways, again, exit, stopProcess } = props;
  const { suspendTerminal } = useApp();
  const press = useCallback(
    (keys: readonly string[]) => {
      for (const key of keys) {
        if (key === "q" || key === "Q" || key === "ctrl-c") return exit();
        if (key === "ctrl-z") return void suspendTerminal(stopProcess);
        const way = ways.find((one) => one.key === key);
        if (way !== undefined) return again(way.mode);
      }
    },
    [ways, again, exit, suspendTerminal, stopProcess],
  );
  useKeymap(press, ignore);
  const keys = launchKeys(ways);
  const { build, elapsedMs, proposing, error } = about;
  const panel = error && errorPanel(error, size.columns);
  if (useIsScreenReaderEnabled()) {
    const spoken = panel === undefined ? buildSentences(build, proposing) : wordsInLines(panel);
    return <Spoken sentences={[...spoken, `Keys: ${wordsIn(keys)}.`]} />;
  }
  const drawn = panel ?? buildLines({ state: build, size: { ...size, rows: size.rows - 1 }, elapsedMs, proposing });
  const lines = drawn.slice(0, size.rows - 1).map((line) => fitLine(line, size.columns));
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} justifyContent="space-between">
      <Lines lines={lines} />
      <Words line={fitLine(keys, size.columns)} />
    </Box>
  );
}

/** A way to continue after a failed launch. */
export interface Way {
  readonly key: string;
  readonly says: string;
  readonly mode: LaunchMode;
}

/** Empty unless something failed. */
export function waysOn(error: Error | undefined, { hasBuiltBefore }: Launch, isMapped: boolean): readonly Way[] {
  if (error === undefined) return [];
  return [
    { key: "r", says: "try again", mode: "update" },
    ...(isMapped ? [{ key: "m", says: "change the mapping", mode: "map" } as const] : []),
    ...(hasBuiltBefore?.() === false ? [] : [{ key: "o", says: "open the earlier warehouse", mode: "load" } as const]),
  ];
}

function launchKeys(ways: readonly Way[]): Line {
  const hints = ways.flatMap(({ key, says }) => [seg(key, "key"), seg(` ${says}  `, "label")]);
  return [seg(" "), ...hints, seg("q", "key"), seg(" quit", "label")];
}

function ignore(): void {}
