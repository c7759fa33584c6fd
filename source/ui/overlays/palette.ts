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
 * What the palette offers for what was typed: a screen by its name, then actions, then measures and dimensions that the
 * screen in view can show; behind a screen's name, those of that screen.
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
  // A screen's name alone goes there; with more words it is the beginning of what an action does.
  const jump = rest.length > 0 ? "" : (named?.jumps?.[0]?.row.action ?? "");
  const first = actions.filter(({ value }) => value === jump);
  const others = found.filter(({ value }) => value !== jump);
  const choices = input.trim() === "" ? [] : choicesOf(screenIn(program, app), input, app, program);
  return [...first, ...others, ...choices];
}

/** What was chosen: an action, or an entry of a screen's list. */
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

/** Entries of the lists that a screen opens from the palette, narrowed by what was typed. */
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

/** What the arrows do is known, and comes after all that may be looked for. */
function movesLast(one: KeyRow, other: KeyRow): number {
  return Number(one.group === "move") - Number(other.group === "move");
}
