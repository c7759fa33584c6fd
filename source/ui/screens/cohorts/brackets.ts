import { looksLikeBrackets, parseBrackets, printBracket } from "../../../domain/bracket.ts";
import type { CohortQuery } from "../../../domain/cohort.ts";
import type { Item } from "../../state/overlay.ts";
import { unprojected } from "./projection.ts";

const offered = ["0-7,8-30,31-90", "0-30,31-60,61-90", "0-6,7-13,14-20,21-27", "0-90,91-180,181-365"];

/** Brackets to choose from, and the typed text if it is valid brackets. */
export function bracketItems(input: string): readonly Item[] {
  const typed = looksLikeBrackets(input) && isSound(input) ? [input.replaceAll(/\s/g, "")] : [];
  const rest = input === "" ? offered : offered.filter((text) => text.startsWith(input) && !typed.includes(text));
  const items = [...typed, ...rest].map((text) => ({
    value: text,
    label: text.replaceAll(",", ", "),
    detail: "days of lifetime",
  }));
  return input === "" ? [{ value: "", label: "months", detail: "no days: steps of tenure" }, ...items] : items;
}

function isSound(text: string): boolean {
  try {
    return parseBrackets(text).length > 0;
  } catch {
    return false;
  }
}

/** The query with days of lifetime as columns; an empty text goes back to steps. */
export function withBrackets(query: CohortQuery, text: string): CohortQuery {
  const { brackets: _, steps: __, ...plain } = unprojected(query);
  if (text === "") return plain;
  return { ...plain, axis: "tenure", tenure: "rolling", brackets: parseBrackets(text) };
}

export function withoutBrackets({ brackets: _, ...query }: CohortQuery): CohortQuery {
  return query;
}

/** `0-7,8-30`; empty if the columns are steps. */
export function printBrackets({ brackets }: Pick<CohortQuery, "brackets">): string {
  return (brackets ?? []).map(printBracket).join(",");
}
