import { says, wordsFor, wordsIn } from "./vocabulary.ts";

/** How well a normalised name in another language matches a contract column, 0 to 1. */
export function nameScoreElsewhere(column: string, name: string): number {
  if (column === "transacted_at") return says(name, "date") ? (says(name, "order") ? 0.85 : 0.75) : 0;
  if (says(name, "date")) return 0;
  if (column === "order_id") return numbered(name, "order") ? 0.85 : isAlone(name, "order") ? 0.5 : 0;
  if (column === "customer_id") return isCustomerNumber(name) ? 0.85 : isAlone(name, "customer") ? 0.55 : 0;
  if (column === "quantity") return isAlone(name, "quantity") ? 0.75 : 0;
  return column === "product_id" && isAlone(name, "product") ? 0.7 : 0;
}

/** `číslo zákazníka`, `Kundenr.`, `vevőkód`. */
export function isCustomerNumber(name: string): boolean {
  return numbered(name, "customer");
}

/** Whether it contains a word for the buyer, as a word of its own or at the beginning of one. */
export function isCustomerElsewhere(name: string): boolean {
  return says(name, "customer") || hasCompound(name, "customer");
}

type Numbered = "order" | "customer";

function numbered(name: string, meaning: Numbered): boolean {
  if (says(name, meaning) && says(name, "number")) return true;
  return hasCompound(name, meaning);
}

function hasCompound(name: string, meaning: Numbered): boolean {
  return wordsIn(name).some((word) => word.length > 5 && compound(meaning).test(word));
}

const compounds = new Map<Numbered, RegExp>();

/** Both in one word, as in `Ordrenr`. */
function compound(meaning: Numbered): RegExp {
  const known = compounds.get(meaning);
  if (known !== undefined) return known;
  const made = new RegExp(`^(${wordsFor(meaning).join("|")})[ens]?(${wordsFor("number").join("|")})$`, "u");
  compounds.set(meaning, made);
  return made;
}

/** Whether the whole name is one such word. */
function isAlone(name: string, meaning: Parameters<typeof wordsFor>[0]): boolean {
  return wordsIn(name).length === 1 && says(name, meaning);
}
