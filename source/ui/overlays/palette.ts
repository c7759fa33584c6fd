import { reasonAgainst } from "../input/keymap.ts";
import { keyLabel } from "../input/keys.ts";
import type { ActionName } from "../state/actions.ts";
import type { AppState } from "../state/app-state.ts";
import type { KeyRow } from "../state/key-row.ts";
import { type Item, matching, pick } from "../state/overlay.ts";
import { at, type Program, screenIn } from "../state/program.ts";
import type { AnyScreen } from "../state/screen.ts";

/** An entry of one of a screen's lists, chosen in the palette. */
interface Choice {
  readonly screen: AnyScreen;
  readonly list: string;
  readonly value: string;
}

/**
 * What the palette offers for typed text: screens by name, then actions, then measures and dimensions that the current screen
 * can show; after a screen's name, the entries of that screen.
 */
export function paletteItems(input: string, app: AppState, program: Program): readonly Item[] {
  const [word = "", ...rest] = input.trim().split(/\s+/);
  const named = word.length < 2 ? undefined : tabs(program).find((one) => isCalled(one, word.toLowerCase()));
  if (named !== undefined && rest.length > 0) {
    const choices = choicesOf(named, rest.join(" "), app, program);
    if (choices.length > 0) return choices;
  }
  const actions = actionItems(app, program);
  const found = matching(actions, input);
  // A screen's name alone goes there; with more words it may be the beginning of an action's label.
  const jump = rest.length > 0 ? "" : (named?.jumps?.[0]?.row.action ?? "");
  const first = actions.filter(({ value }) => value === jump);
  const others = found.filter(({ value }) => value !== jump);
  const choices = input.trim() === "" ? [] : choicesOf(screenIn(program, app), input, app, program);
  return [...first, ...others, ...choices];
}

/** The chosen entry: an action, or an entry of a screen's list. */
export function paletteChoice(value: string, { screens }: Program): ActionName | Choice {
  const [id, list, ...rest] = value.split("/");
  const screen = screens.find((one) => one.id === id);
  return screen === undefined || list === undefined ? value : { screen, list, value: rest.join("/") };
}

function actionItems(app: AppState, program: Program): readonly Item[] {
  return program.data.keymap
    .rowsOf(app.place.screen)
    .filter((row) => row.action !== "palette")
    .toSorted(movesLast)
    .map((row) => {
      const { action, description, keys, synonyms } = row;
      const reason = reasonAgainst(row, app, program);
      const item: Item = { value: action, label: description, detail: keys.map(keyLabel).join(" "), synonyms };
      return reason === undefined ? item : { ...item, disabled: reason };
    });
}

/** Entries of the lists that a screen offers in the palette, narrowed by the typed text. */
function choicesOf(screen: AnyScreen, input: string, app: AppState, { data }: Program): readonly Item[] {
  const here = at(app, screen, data);
  return (screen.palette ?? []).flatMap((list) => {
    const picker = screen.pickers?.[list];
    const overlay = pick(list, { input });
    return (picker?.items(here, overlay) ?? []).map((item) => ({
      ...item,
      value: `${screen.id}/${list}/${item.value}`,
      label: `${picker?.title(here, overlay)}: ${item.label}`,
    }));
  });
}

function isCalled({ id, title }: AnyScreen, word: string): boolean {
  return id.startsWith(word) || title.toLowerCase().startsWith(word);
}

function tabs({ screens }: Program): readonly AnyScreen[] {
  return screens.filter(({ jumps }) => jumps !== undefined);
}

/** Users know what the arrows do, so those come last. */
function movesLast(one: KeyRow, other: KeyRow): number {
  return Number(one.group === "move") - Number(other.group === "move");
}
