import type { LaunchEvent } from "../ui/launch-event.ts";
import type { BuildOutcome } from "../warehouse/build-options.ts";
import type { SourceChoice } from "./session.ts";

/** The warehouse of before, held open so that what looks at it and then opens it need not open it anew. */
export interface Ahead {
  release(): Promise<void>;
}

/** Begins to open the warehouse while the screens are still loading; that it cannot be is for others to tell. */
export function openAhead({ warehouse }: SourceChoice): Ahead {
  const opening = warehouse === undefined ? undefined : peekAt(warehouse).catch(() => undefined);
  return {
    async release() {
      await (await opening)?.close();
    },
  };
}

async function peekAt(file: string) {
  const { peek } = await import("../warehouse/open-current.ts");
  return peek(file);
}

/** The events of a launch; before anything is built the file is let go, since it will be another one. */
export async function* releasing(
  ahead: Ahead,
  events: AsyncGenerator<LaunchEvent, BuildOutcome>,
): AsyncGenerator<LaunchEvent, BuildOutcome> {
  let step = await events.next();
  if (step.done || step.value.type !== "finished") await ahead.release();
  for (; !step.done; step = await events.next()) yield step.value;
  return step.value;
}
