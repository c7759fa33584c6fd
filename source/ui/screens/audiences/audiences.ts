import { cell } from "../../../domain/cell.ts";
import { counted } from "../../../domain/format.ts";
import { emptySlice } from "../../../domain/slice.ts";
import { look, use } from "../../input/key-rows.ts";
import { chipMaker } from "../../input/keymap.ts";
import { type Item, matching } from "../../state/overlay.ts";
import { defineScreen, type Picker } from "../../state/screen.ts";
import { wordsInLines } from "../../widgets/block.ts";
import { linesView } from "../lines-view.tsx";
import {
  type AudiencesEffect,
  type AudiencesNews,
  actOnAudiences,
  afterAudiencesNews,
  audiencesCursor,
  performAudiences,
  saveAs,
  sendHere,
  sendNow,
  withCustomers,
} from "./act.ts";
import { audienceHere, audiencesLines, runText } from "./lines.ts";
import { type AudiencesState, initialAudiences, networkLabels } from "./state.ts";

/** Audiences: what each would send, to which network and under which consent, and what was sent. */
export const audiences = defineScreen<AudiencesState>({
  id: "audiences",
  title: "Audiences",
  about: "Rules over customers, what each would send to Meta or Google under which consent, and what was sent.",
  keys: [
    use("send_audience", ["enter"], "send", "Send what changed in the audience under the cursor, after a question", 5),
    use("new_audience", ["n"], "new", "Save the customers that you came from as an audience", 8),
    look("network", ["t"], "network", "Meta or Google", 12),
    look("activation_mode", ["o"], "mode", "Mirror the rule, or only add customers and remove those who objected", 14),
    look("allow_unknown", ["a"], "consent", "Include customers who never answered, or only those who agreed", 16),
  ],
  handles: ["back"],

  initial: () => initialAudiences,
  reduce: actOnAudiences,
  pickers: { audience_name: namePicker(), send_question: sendPicker() },
  ...audiencesCursor,
  show: ({ state }, intent) => (intent.kind === "audience" ? { state: withCustomers(state, intent.slice) } : undefined),
  news: (at, news) => afterAudiencesNews(at, news as AudiencesNews),
  perform: (effect, services) => performAudiences(effect as AudiencesEffect, services),

  queries(at) {
    const { turn } = at.state;
    const send = sendHere(at);
    return { audiences: { kind: "audiences", turn }, send_preview: send && { kind: "send_preview", send, turn } };
  },
  slots: () => ["audiences"],
  View: linesView(audiencesLines),
  chips({ state, data }) {
    const chip = chipMaker(data.keymap);
    return [
      chip("network", networkLabels[state.network]),
      chip("activation_mode", state.mode, state.mode !== "mirror"),
      chip("allow_unknown", state.allowsUnknown ? "without consent too" : "with consent", state.allowsUnknown),
    ];
  },
  spoken: (at) => wordsInLines(audiencesLines({ ...at, size: { columns: 200, rows: 56 } })),

  row: (at) => [audienceHere(at)?.name],
  table: ({ data }) => [["run"], ...(data.audiences()?.audiences?.runs ?? []).map((run) => [runText(run)])],
  exportOf(at) {
    const slice = audienceHere(at)?.audience?.slice ?? at.state.slice ?? emptySlice;
    return { view: { kind: "customers", slice }, file: "customers.csv" };
  },
});

/** A typed name, or that of an audience whose rule is to be replaced. */
function namePicker(): Picker<AudiencesState> {
  return {
    title: () => "Save these customers as the audience",
    typed: "type a name",
    items({ data }, { input }) {
      const all = data.audiences()?.audiences?.all ?? [];
      const known = all.map(({ name }): Item => ({ value: name, label: cell(name), detail: "replace its rule" }));
      const typed = input.trim();
      const isNew = typed !== "" && !all.some(({ name }) => name === typed);
      return [
        ...(isNew ? [{ value: typed, label: cell(typed), detail: "a new audience" }] : []),
        ...matching(known, input),
      ];
    },
    accept: (at, _, chosen) => saveAs(at, chosen),
  };
}

/** Asks whether to send, showing what would leave the machine. */
function sendPicker(): Picker<AudiencesState> {
  return {
    title: ({ state }) => `Send to ${networkLabels[state.network]}?`,
    items(at) {
      const plan = at.data.sendPreview()?.plan;
      const changes = plan === undefined ? "" : `${counted(plan.adds)} to add, ${counted(plan.removes)} to remove`;
      const name = cell(audienceHere(at)?.name ?? "");
      return [
        { value: "no", label: "Send nothing", detail: "" },
        { value: "send", label: `Send ${name}`, detail: changes },
      ];
    },
    accept: (at, _, chosen) => (chosen === "send" ? sendNow(at) : {}),
  };
}
