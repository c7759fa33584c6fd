import type { ColumnFacts } from "./column-facts.ts";
import { normalName } from "./normal-name.ts";
import type { Reading } from "./number-style.ts";

type Vocabulary = Readonly<Record<string, string>>;

/** Other words for those of the contract, per contract column. */
const vocabularies: Readonly<Record<string, Vocabulary>> = {
  transaction_type: {
    subscription: "subscription sub subs subscribed recurring abo abonnement suscripcion subscription_order renewal",
    a_la_carte:
      "a_la_carte alacarte one_time onetime one_off single single_purchase individual einzelkauf einmalig unique purchase order",
    gift: "gift gifts present geschenk cadeau regalo gift_order",
  },
  state: {
    started: "started start starts subscribed created activated new signup begin gestartet",
    paused: "paused pause on_hold hold suspended pausiert",
    resumed: "resumed resume unpaused fortgesetzt",
    skipped: "skipped skip ubersprungen",
    plan_changed:
      "plan_changed changed change upgraded downgraded upgrade downgrade swapped swap modified updated plan_change geandert",
    cancelled: "cancelled canceled cancel cancellation churned ended expired terminated gekundigt",
    reactivated: "reactivated reactivate restarted restart win_back resubscribed reaktiviert",
  },
  kind: {
    refund: "refund refunded return returned money_back erstattung retoure remboursement reembolso cancellation",
    credit: "credit store_credit credited credit_note gutschrift goodwill avoir",
    replacement: "replacement replaced replace reship reshipped reshipment resend ersatz",
    chargeback: "chargeback charge_back dispute disputed ruckbuchung",
  },
  program: {
    welcome: "welcome first_order new_customer intro introductory first welcome_offer willkommen bienvenue",
    prepaid: "prepaid prepay prepayment vorauszahlung",
    promotion: "promotion promo coupon sale campaign seasonal aktion voucher",
    loyalty: "loyalty reward rewards points member vip treue",
  },
  bag_size: {
    standard: "standard regular small normal std medium klein",
    large: "large big xl bulk gross family",
  },
};

/** Whether a contract column has a fixed vocabulary. */
export function isVocabulary(column: string): boolean {
  return Object.hasOwn(vocabularies, column);
}

/** The share of a column's distinct words that are understood, 0 to 1. */
export function wordShare(column: string, facts: ColumnFacts): number {
  if (facts.words.length === 0) return 0;
  return facts.words.filter((word) => meaningOf(column, word) !== undefined).length / facts.words.length;
}

/** Translates a source's words to those of the contract; undefined if most are unknown. */
export function wordReading(column: string, facts: ColumnFacts, name: string): Reading | undefined {
  if (wordShare(column, facts) < 0.5) return undefined;
  const meant = facts.words.map((word) => [word, meaningOf(column, word)] as const);
  const unknown = meant.filter(([, meaning]) => meaning === undefined);
  const changed = meant.filter(([word, meaning]) => meaning !== undefined && meaning !== word.trim().toLowerCase());
  const cases = changed.map(([word, meaning]) => `when ${text(word)} then ${text(meaning ?? "")}`);
  const own = meant
    .filter(([word, meaning]) => meaning === word)
    .map(([word]) => `when ${text(word)} then ${text(word)}`);
  // An unknown word is left empty if the contract allows it, because it would be quarantined together with its amount.
  const rest = column === "transaction_type" && unknown.length > 0 ? "" : ` else ${name}`;
  const expression =
    cases.length === 0 && rest !== ""
      ? name
      : `case ${name} ${[...cases, ...(rest === "" ? own : [])].join(" ")}${rest} end`;
  const doubt =
    unknown.length > 0
      ? `; NOT KNOWN: ${unknown
          .map(([word]) => word)
          .slice(0, 5)
          .join(", ")}`
      : "";
  return {
    expression,
    note: `words of a few kinds${doubt}`,
    confidence: unknown.length > 0 ? "unclear" : changed.length > 0 ? "likely" : "sure",
  };
}

/** The contract's word for a word of the source. */
function meaningOf(column: string, word: string): string | undefined {
  const plain = normalName(word);
  return Object.entries(vocabularies[column] ?? {}).find(([, words]) => words.split(" ").includes(plain))?.[0];
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
