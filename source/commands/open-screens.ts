import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writeCrash } from "../crash.ts";
import { UnmappedError } from "../errors.ts";
import type { Mapper } from "../ui/state/core.ts";
import type { LaunchEvent } from "../ui/state/launch-event.ts";
import type { BuildOutcome } from "../warehouse/build/build-options.ts";
import type { Database } from "../warehouse/database/database.ts";
import { buildEvents, demoProgress, hasDemo, mostWaitMs, openBuilt } from "./bring-up-to-date.ts";
import type { Arguments, Streams } from "./command.ts";
import { keepLastView, lastViewOf } from "./last-view.ts";
import type { Decided } from "./mapper.ts";
import { onNewerBuilds } from "./newer-builds.ts";
import { type NotesFile, openNotes } from "./notes-file.ts";
import { sessionOn } from "./open-session.ts";
import { keepViewsIn, viewsFolderOf } from "./saved-views.ts";
import { chooseSource, type Session, type SourceChoice } from "./session.ts";
import { coreOf } from "./session-core.ts";
import { loadSettings } from "./settings-file.ts";
import { isRaw } from "./terminal-modes.ts";
import { withEvents } from "./with-events.ts";
import { withSavedSegments } from "./with-segments.ts";

/** The screens on a source of this machine, from the build to the last key. Resolves to the exit code. */
export async function openScreens(args: Arguments, streams: Streams): Promise<0> {
  const wasRaw = isRaw();
  let choice = chooseSource(args);
  const { openApp } = await import("../ui/open-app.tsx");
  const settings = await loadSettings(process.env);
  let outcome: BuildOutcome | undefined;
  let session: Session | undefined;
  let mapper: Mapper | undefined;
  let notes: NotesFile | undefined;
  let decided: Decided | undefined;
  const coreOn = async (database: Database) => {
    const opened = await withSavedSegments(await withEvents(await sessionOn(database, choice.isDemo), choice));
    session = opened;
    const views = choice.warehouse ? keepViewsIn(viewsFolderOf(choice.warehouse)) : undefined;
    const { openActivator } = await import("./audiences/open-activator.ts");
    const { source, warehouse = "" } = choice;
    const activatorOf = views && ((on: Session) => openActivator(on, source, warehouse, views));
    return coreOf(opened, views, notes, activatorOf);
  };
  const left = choice.warehouse === undefined ? undefined : lastViewOf(choice.warehouse);
  const last = settings.restore ? left : undefined;
  const opened = openApp({
    saved: args.get("state") ?? last,
    isRestored: args.get("state") === undefined,
    isFirst: settings.tour && args.get("state") === undefined && choice.warehouse !== undefined && left === undefined,
    onLeave: async (link) => {
      if (choice.warehouse !== undefined) await keepLastView(choice.warehouse, link);
    },
    settings,
    ...(streams.actions ? { onAction: streams.actions.add } : {}),
    onCrash: (error) => writeCrash(error, streams.actions?.names() ?? []),
    build: async function* (signal) {
      outcome = yield* launch(choice, { ...streams, signal });
    },
    hasBuiltBefore: () => choice.warehouse !== undefined && existsSync(choice.warehouse),
    map: async (error, signal, onProgress) => {
      if (error !== undefined && !(await isUnmapped(error, choice))) return undefined;
      onProgress(0);
      const { nothingDecided, openMapper } = await import("./mapper.ts");
      decided ??= nothingDecided();
      const opened = await openMapper(choice.source, signal, onProgress, decided);
      mapper = {
        ...opened,
        accept: async () => {
          const file = await opened.accept();
          choice = chooseSource(args);
          return file;
        },
      };
      return mapper;
    },
    load: async () => {
      const database = await openBuilt(choice, outcome?.database);
      // A file is opened again the next time, since this database is closed by then.
      if (choice.warehouse !== undefined) outcome = undefined;
      notes = await openNotes(choice.warehouse);
      return coreOn(database);
    },
    newer(take) {
      const { warehouse } = choice;
      if (warehouse === undefined) return () => {};
      const open = async () => {
        const { peek } = await import("../warehouse/database/open-current.ts");
        const database = await peek(warehouse);
        return database && coreOn(database);
      };
      return onNewerBuilds(warehouse, open, take);
    },
  });
  try {
    return (await opened) as 0;
  } finally {
    const closed = Promise.all([mapper?.close(), notes?.settled()]).then(() => session?.close());
    // Quitting is immediate, even from a launch or a query that does not stop.
    await Promise.race([closed, setTimeout(1000, undefined, { ref: false })]);
    if (wasRaw) streams.log.write(rawHint);
  }
}

const rawHint = 'grounds: a killed program left this terminal in raw mode; "reset" puts it right\n';

/** Generates the demo set if it is wanted and missing, then brings the warehouse up to date. */
async function* launch(choice: SourceChoice, streams: Streams): AsyncGenerator<LaunchEvent, BuildOutcome> {
  if (choice.isDemo && !hasDemo(choice.source)) {
    for await (const { done, total, label } of demoProgress(choice.source, streams.signal))
      yield { type: "generating", what: label, rows: done, of: total };
  }
  // The screens have the terminal: nothing is written below them.
  return yield* buildEvents(choice, { signal: streams.signal }, { waitMs: mostWaitMs });
}

/** Whether a mapping is missing: there is none, and the files do not fit without one. */
async function isUnmapped(error: Error, { source, mapping, isDemo }: SourceChoice): Promise<boolean> {
  if (!(error instanceof UnmappedError) || isDemo || mapping !== undefined) return false;
  const { folderOf } = await import("./save-mapping.ts");
  return !existsSync(join(await folderOf(source), "grounds.yml"));
}
