import { defaultFirstDay } from "../../../analysis/first-day.ts";
import { defaultSwitches, type Question } from "../../../analysis/investigation.ts";
import { treeMetric } from "../../../analysis/investigation-metric.ts";
import { type AnyQuestion, isTotals } from "../../../analysis/totals/question.ts";
import type { Catalog } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import { printPeriod } from "../../../domain/period.ts";
import { segmentWords } from "../../../domain/segment-dimension.ts";
import { keyOf } from "../../input/keymap.ts";
import { daysText } from "../../questions/why.ts";
import type { ActionName } from "../../state/actions.ts";
import type { AppData } from "../../state/data.ts";
import { filterChips } from "../../state/filters.ts";
import { labelOf } from "../../state/measures.ts";
import { type Chip, chipWidth } from "../../widgets/chip.ts";

/** The question and its switches: all if there is room, otherwise those that are not at their default. */
export function questionChips(question: AnyQuestion, { catalog, keymap }: AppData, width: number): readonly Chip[] {
  const key = (action: ActionName) => keyOf(keymap, action);
  const metric = { key: key("measure"), text: cell(labelOf(catalog, question.metric)).toLowerCase(), isSet: true };
  const filters = filterChips(question.filters, catalog, key("filter"), "all customers");
  if (isTotals(question)) {
    const text =
      question.of === "period" ? "all customers of two periods" : `two groups, ${printPeriod(question.period)}`;
    return [metric, { key: key("question"), text, isSet: true }, ...(question.filters.length === 0 ? [] : filters)];
  }
  const asked = [metric, ...filters];
  const used = asked.reduce((sum, chip) => sum + chipWidth(chip), 1);
  const isMix = treeMetric(question.metric) === undefined;
  const full = withKey(isMix ? mixChips(question, catalog) : switchChips(question, catalog), key("switches"));
  const short = isMix ? full : withKey(shortChips(question, catalog), key("switches"));
  const wide = full.reduce((sum, chip) => sum + chipWidth(chip), 0);
  return [...asked, ...(used + wide <= width ? full : short)];
}

function withKey(chips: readonly Chip[], key: string): readonly Chip[] {
  return chips.map((chip, index) => (index === 0 ? { ...chip, key } : { ...chip, opens: key }));
}

/** For a measure without a driver tree: no switch but the window affects it. */
function mixChips(question: Question, catalog: Catalog): readonly Chip[] {
  const { by } = question;
  return [
    daysChip(question, catalog),
    chip(by === undefined ? "mix and rate" : `mix and rate by ${segmentWords(by)}`, by === undefined),
  ];
}

function daysChip(question: Question, catalog: Catalog): Chip {
  const { metric, switches, firstDay = 0 } = question;
  return chip(
    daysText(question),
    switches.windowDays === defaultSwitches.windowDays && firstDay === defaultFirstDay(catalog, metric),
  );
}

function switchChips(question: Question, catalog: Catalog): readonly Chip[] {
  const { switches } = question;
  const month = switches.reversalMonth === "order" ? "by order" : "by date";
  return [
    daysChip(question, catalog),
    chip(`replaced: ${switches.replacements}`, switches.replacements === defaultSwitches.replacements),
    chip(switches.prepaid, switches.prepaid === defaultSwitches.prepaid),
    chip(
      switches.reversalDays === "any" ? `returns ${month}, as booked` : `returns ${month} ${switches.reversalDays} d`,
      switches.reversalMonth === defaultSwitches.reversalMonth &&
        switches.reversalDays === defaultSwitches.reversalDays,
    ),
  ];
}

/** Always the days, the rest only if not at its default. */
function shortChips(question: Question, catalog: Catalog): readonly Chip[] {
  const [days, ...others] = switchChips(question, catalog);
  const set = others.filter((one) => one.isSet);
  const said = set.length === 0 ? "usual accounting" : set.map((one) => one.text).join(", ");
  const text = `${(days?.text ?? "").replace(/^first (\d+) days$/, "$1 d")}, ${said}`;
  return [{ key: "", text, isSet: set.length > 0 || days?.isSet === true }];
}

function chip(text: string, isDefault: boolean): Chip {
  return { key: "", text, isSet: !isDefault };
}
