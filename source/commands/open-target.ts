import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writeCrash } from "../crash.ts";
import { dataDir } from "../data-dir.ts";
import type { ExitCode } from "../errors.ts";
import type { Arguments, Streams } from "./command.ts";
import { engineSession, openTarget } from "./engine-session.ts";
import { keepLastView, lastViewOf } from "./last-view.ts";
import { type NotesFile, openNotes } from "./notes-file.ts";
import { keepViewsIn, viewsFolderOf } from "./saved-views.ts";
import type { Session } from "./session.ts";
import { loadSettings } from "./settings-file.ts";
import { chooseTarget } from "./target-choice.ts";

/** Opens the screens on the tables of --target: nothing is built here. Rejects with UserError if the target cannot be used. */
export async function openOnTarget(args: Arguments, streams: Streams): Promise<ExitCode> {
  const choice = chooseTarget(args);
  const { openApp } = await import("../ui/open-app.tsx");
  const { coreOf } = await import("./session-core.ts");
  const settings = await loadSettings(process.env);
  const { name } = choice.target;
  const kept = keptFor(name);
  const last = args.get("state") ?? (settings.restore ? lastViewOf(kept) : undefined);
  let session: Session | undefined;
  let notes: NotesFile | undefined;
  try {
    const code = await openApp({
      saved: last,
      isRestored: args.get("state") === undefined,
      onLeave: (link) => keepLastView(kept, link),
      settings,
      ...(streams.actions ? { onAction: streams.actions.add } : {}),
      onCrash: (error) => writeCrash(error, streams.actions?.names() ?? []),
      build: async function* () {
        yield { type: "looking", at: `the tables of ${name}` };
      },
      hasBuiltBefore: () => false,
      readAnew: `Read the tables of ${name} again; dbt builds them: dbt build --target ${name}`,
      load: async () => {
        session = await engineSession(await openTarget(choice), choice, streams.signal);
        notes = await openNotes(kept);
        return coreOf(session, keepViewsIn(viewsFolderOf(kept)), notes);
      },
    });
    return code as ExitCode;
  } finally {
    await Promise.race([
      Promise.all([notes?.settled()]).then(() => session?.close()),
      setTimeout(1000, undefined, { ref: false }),
    ]);
  }
}

/** What is kept for a target (views, notes, the last view) is in the data folder, as if next to a warehouse of this name. */
function keptFor(target: string): string {
  return join(dataDir(), `target-${target.replaceAll(/[^A-Za-z0-9_-]+/g, "-")}.duckdb`);
}
