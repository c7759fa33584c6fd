import type { DraftChoice, DraftColumn } from "../../domain/mapping-draft.ts";
import type { Proposal } from "./proposal.ts";

/** The line for the currency of the order lines' amounts; not a column of the contract. */
export const currencyColumn = "currency";

const usual = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "CNY", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL"];

/** The currency of the amounts, as a line that can be changed like a column. */
export function currencyLine({ currency, currencyReason }: Proposal): DraftColumn {
  const isOpen = currencyReason.startsWith("NOT CERTAIN");
  return {
    column: currencyColumn,
    isRequired: false,
    expression: currency,
    reason: currencyReason.replace(/^NOT CERTAIN: /, ""),
    confidence: isOpen ? "unclear" : "sure",
    choices: currencyChoices(currency),
  };
}

/** The proposal with its amounts in another currency; any other answer leaves it unchanged. */
export function withCurrency(proposal: Proposal, currency: string): Proposal {
  if (!/^[A-Z]{3}$/.test(currency)) return proposal;
  return { ...proposal, currency, currencyReason: "as you said" };
}

function currencyChoices(now: string): readonly DraftChoice[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  const codes = new Set([now, ...usual, ...Intl.supportedValuesOf("currency")]);
  return [...codes].map((code) => ({ value: code, label: code, detail: names.of(code) ?? "" }));
}
