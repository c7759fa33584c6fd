import { cell } from "../../domain/cell.ts";
import type { SavedView } from "../../domain/saved-view.ts";
import { UserError } from "../../errors.ts";
import type { Request } from "../state/app-state.ts";
import type { Addition, Core, ViewKeeper } from "../state/core.ts";
import { errorText } from "../state/refusal.ts";
import type { Services } from "../state/screen.ts";
import type { CopyWay } from "./clipboard.ts";
import type { Store } from "./store.ts";

/** What the screens may do outside the program. */
export interface Outside extends Services {
  readonly core: Core;
  /** Copies a text to the clipboard. */
  readonly copy: (text: string) => Promise<CopyWay>;
  /** Starts building and loading again. */
  readonly reload: () => void;
  /** Stops the process until the shell continues it. */
  readonly stopProcess: () => Promise<void>;
}

interface Terminal {
  readonly exit: (error?: Error) => void;
  readonly suspendTerminal: (callback: () => void | Promise<void>) => Promise<void>;
}

/** Carries out a request of the state and reports back as an action. */
export async function carryOut(request: Request, store: Store, outside: Outside & Terminal): Promise<void> {
  switch (request.kind) {
    case "quit":
      store.queries.want(new Map());
      return outside.exit();
    case "suspend":
      return outside.suspendTerminal(outside.stopProcess);
    case "reload":
      return outside.reload();
    case "stop":
      store.queries.stop();
      return store.dispatch({ type: "notice", text: "Stopped. r runs it again", tone: "warning" });
    case "copy":
      return copyTo(store, outside, request.text, request.what);
    case "save_view":
      return keepView(store, outside.core, `Saved as ${request.view.name}: V opens it`, (views) =>
        views.save(request.view),
      );
    case "delete_view":
      return keepView(store, outside.core, `Deleted ${request.name}`, (views) => views.remove(request.name));
    case "add":
      return add(request.addition, store, outside.core);
    case "export":
      return exportTo(request.file, request.overwrite, store, outside.core);
    case "effect":
      return perform(request.screen, request.effect, store, { ...outside, activator: outside.core.activator });
  }
}

async function perform(screen: string, effect: unknown, store: Store, services: Services): Promise<void> {
  const report = (news: unknown) => store.dispatch({ type: "news", news, screen });
  const news = await store.screens.find(({ id }) => id === screen)?.perform?.(effect, { ...services, report });
  if (news !== undefined) report(news);
}

async function copyTo(store: Store, { copy }: Outside, copied: string, what: string): Promise<void> {
  const way = (await copy(copied)) === "tmux" ? "tmux" : "the terminal (OSC 52)";
  store.dispatch({ type: "notice", text: `${what}; handed to ${way}`, tone: "label" });
}

async function keepView(
  store: Store,
  { views }: Core,
  done: string,
  change: (views: ViewKeeper) => Promise<readonly SavedView[]>,
): Promise<void> {
  try {
    if (views === undefined)
      throw new Error("views of a warehouse in memory are not kept; L copies a link to this view");
    store.dispatch({ type: "views", views: await change(views) });
    store.dispatch({ type: "notice", text: cell(done), tone: "label" });
  } catch (error) {
    const why = error instanceof UserError ? `${error.message}. ${error.next}` : String(error);
    store.dispatch({ type: "notice", text: cell(`The view was not kept: ${why}`), tone: "error" });
  }
}

/** Saves an addition, and reads the answers again with it. */
async function add(addition: Addition, store: Store, core: Core): Promise<void> {
  try {
    const added = await core.add?.(addition, new AbortController().signal);
    store.refresh();
    store.dispatch({ type: "notice", text: cell(added?.said), tone: "label" });
  } catch (error) {
    store.dispatch({ type: "notice", text: cell(`Not saved: ${errorText(error)}`), tone: "error" });
  }
}

/** A code of the error catalogue. */
const fileExists = "file.exists";

async function exportTo(file: string, overwrite: boolean, store: Store, core: Core): Promise<void> {
  const { overlay } = store.state();
  if (overlay?.kind !== "export") return;
  try {
    const done = await core.exportView(overlay.view, file, overwrite);
    store.dispatch({ type: "export_done", file: done.file, rows: done.rows });
  } catch (error) {
    if (!overwrite && error instanceof UserError && error.id === fileExists) {
      return store.dispatch({ type: "export_exists", file });
    }
    store.dispatch({ type: "export_failed", text: errorText(error) });
  }
}
