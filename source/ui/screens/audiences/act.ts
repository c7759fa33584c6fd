import { isAudienceName, type Send } from "../../../domain/activation.ts";
import { cell } from "../../../domain/cell.ts";
import type { Slice } from "../../../domain/slice.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import { listCursor } from "../../state/list-cursor.ts";
import { pick } from "../../state/overlay.ts";
import { errorText } from "../../state/refusal.ts";
import type { At, Outcome, Services } from "../../state/screen.ts";
import { audienceHere, listHeight, runText } from "./lines.ts";
import { type AudiencesState, initialAudiences } from "./state.ts";

type Own = At<AudiencesState>;

/** Effects outside the screen. */
export type AudiencesEffect =
  | { readonly kind: "save"; readonly name: string; readonly slice: Slice }
  | { readonly kind: "send"; readonly send: Send; readonly stop: AbortController };

/** The result of an effect. */
export type AudiencesNews =
  | { readonly kind: "saved"; readonly name: string; readonly file: string }
  | { readonly kind: "progress"; readonly sent?: number; readonly of?: number; readonly waiting?: string }
  | { readonly kind: "sent"; readonly text: string; readonly isError: boolean };

/** The cursor in the list of audiences. */
export const { moved, ...audiencesCursor } = listCursor<AudiencesState>(({ data, size }) => {
  const rows = data.audiences()?.audiences?.all.length;
  const room = { columns: 1, visibleRows: listHeight({ size }), visibleColumns: 1 };
  return rows === undefined ? undefined : { extent: { rows, ...room }, firstLine: 1 };
});

/** The outcome of an action on the audiences. */
export function actOnAudiences(at: Own, name: ActionName, count: number): Outcome<AudiencesState> {
  const { state } = at;
  const changed = (next: Partial<AudiencesState>) => ({ state: { ...state, result: undefined, ...next } });
  switch (name) {
    case "network":
      return changed({ network: state.network === "meta" ? "google" : "meta" });
    case "activation_mode":
      return changed({ mode: state.mode === "mirror" ? "upsert" : "mirror" });
    case "allow_unknown":
      return changed({ allowsUnknown: !state.allowsUnknown });
    case "new_audience":
      return state.slice === undefined
        ? notice("Drill to customers with C, then A: they can be saved")
        : { overlay: pick("audience_name") };
    case "send_audience":
      return askToSend(at);
    case "back":
      if (state.sending === undefined) return {};
      state.sending.stop.abort();
      return notice("Stopped: the next send goes on from here");
  }
  const next = moved(at, name, count).state;
  return next === undefined ? {} : changed({ cursor: next.cursor });
}

/** Nothing leaves the machine without confirmation. */
function askToSend(at: Own): Outcome<AudiencesState> {
  const { state, data } = at;
  if (state.sending !== undefined) return notice("One moment: an audience is being sent. Esc stops it");
  const preview = data.slot("send_preview")?.isStale === false ? data.sendPreview() : undefined;
  if (audienceHere(at)?.audience === undefined || preview === undefined) return notice("There is nothing to send yet");
  return preview.refusal === "" ? { overlay: pick("send_question") } : notice(cell(preview.refusal));
}

/** The send for the audience under the cursor and the settings in the chips; undefined if there is none. */
export function sendHere(at: Own): Send | undefined {
  const here = audienceHere(at);
  const { network, mode, allowsUnknown } = at.state;
  return here?.audience === undefined ? undefined : { audience: here.name, network, mode, allowsUnknown };
}

/** Starts sending. */
export function sendNow(at: Own): Outcome<AudiencesState> {
  const send = sendHere(at);
  if (send === undefined) return {};
  const stop = new AbortController();
  const sending = { sent: 0, of: 0, waiting: "", stop };
  return {
    state: { ...at.state, result: undefined, sending },
    effect: { kind: "send", send, stop } satisfies AudiencesEffect,
  };
}

/** Saves the customers that the screen was opened with under a name. */
export function saveAs({ state }: Own, name: string): Outcome<AudiencesState> {
  if (state.slice === undefined) return {};
  if (!isAudienceName(name)) return notice("A name is letters, digits, - . and _");
  return { effect: { kind: "save", name, slice: state.slice } satisfies AudiencesEffect };
}

/** The state after the result of a save or a send. */
export function afterAudiencesNews({ state }: Own, news: AudiencesNews): Outcome<AudiencesState> {
  switch (news.kind) {
    case "saved": {
      const text = `Saved ${cell(news.name)} to ${cell(news.file)}: add its id at Meta or Google there`;
      return { state: { ...state, turn: state.turn + 1 }, ...notice(text, "label") };
    }
    case "progress": {
      const { kind: _, ...rest } = news;
      return state.sending === undefined ? {} : { state: { ...state, sending: { ...state.sending, ...rest } } };
    }
    case "sent":
      return { state: { ...state, turn: state.turn + 1, sending: undefined, result: news } };
  }
}

/** Carries out an effect and reports its progress. */
export async function performAudiences(
  effect: AudiencesEffect,
  { activator, report }: Services,
): Promise<AudiencesNews | undefined> {
  if (activator === undefined) return undefined;
  try {
    if (effect.kind === "save") return { kind: "saved", name: effect.name, file: await activator.save(effect) };
    const run = await activator.send(
      effect.send,
      (progress) => report?.({ kind: "progress", ...progress } satisfies AudiencesNews),
      effect.stop.signal,
    );
    return { kind: "sent", text: runText(run), isError: false };
  } catch (error) {
    const isStopped = effect.kind === "send" && effect.stop.signal.aborted;
    const text = isStopped ? "Stopped. The next send goes on from here." : errorText(error);
    return { kind: "sent", text, isError: true };
  }
}

/** The audiences, with the customers of a slice ready to be saved. */
export function withCustomers(state: AudiencesState, slice: Slice): AudiencesState {
  return { ...initialAudiences, turn: state.turn + 1, sending: state.sending, network: state.network, slice };
}
