import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { isNumbered } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { isQuantityName } from "./quantity-names.ts";
import { isCancelledWord } from "./revenue-words.ts";
import { isNotIn, type Part, type RefundColumns, shown } from "./row-part.ts";

const yes =
  /^(true|t|yes|y|1|x|✓|✔|☑|checked|ja|oui|s[ií]|sim|wahr|да|tak|evet|はい|是|ano|igen|ναι|כן|نعم|ใช่|có|так|ya|jah|taip)$/i;
const no =
  /^(false|f|no|n|0|unchecked|nein|non|nao|não|falsch|нет|nie|hayır|いいえ|否|ne|nej|nei|nem|ei|όχι|לא|لا|ไม่|không|nu|ні|tidak)$/i;

/** Which words of a column of yes and no mean yes; undefined for any other column. */
export function yesWords(words: readonly string[]): readonly string[] | undefined {
  const all = words.filter((word) => word.trim() !== "");
  const isFlag = all.length > 0 && all.every((word) => yes.test(word.trim()) || no.test(word.trim()));
  return isFlag ? all.filter((word) => yes.test(word.trim())) : undefined;
}

const mark = /^(x|✓|✔|☑|checked)$/i;

const refundFlag = /^(is_|was_|fully_|full_)?(refunded|returned|charged_back|erstattet|rembourse|reembolsado)$/;

/** `Fully Refunded?` of yes and no. */
export function isRefundFlag(name: string, words: readonly string[]): boolean {
  return (
    refundFlag.test(normalName(name)) &&
    words.length > 1 &&
    words.every((word) => yes.test(word.trim()) || no.test(word.trim()))
  );
}

/** Yes and no in a column without a name of its own: the rarer of them may mean that a row does not count. */
export function namelessFlag({ name: own, words }: ColumnFacts, name: string): Part | undefined {
  const [most = "", rare = "", ...others] = words;
  const isFlag = (yes.test(most.trim()) && no.test(rare.trim())) || (no.test(most.trim()) && yes.test(rare.trim()));
  if (!isNumbered(own) || !isFlag || others.length > 0) return undefined;
  return { kept: isNotIn(name, [rare]), keptWords: `${own} ${rare}`, isOpen: true };
}

const trial = "test|prueba|prova|teste|essai|proef|prove|test_modus|testmodus|modo_prueba|mode_test";
const tried =
  "order|sale|payment|transaction|purchase|booking|invoice|kauf|bestellung|zahlung|auftrag|buchung|transaktion|rechnung|bestelling|betaling|aankoop|ordre|kjop|kob|kop|betalning|commande|paiement|achat|pedido|compra|pago|venta|venda|pagamento|ordine|acquisto|vendita|data|daten";
const testNames = [
  `^((is|es|e|est|ist)_)?(${trial})$`,
  `^((is|es|e|est|ist)_)?(${trial})_?(${tried})s?$`,
  `^((is|es|e|est|ist)_)?(${tried})s?_(de_|di_)?(${trial})$`,
].map((form) => new RegExp(form));

/** Whether a mark of yes and no is for orders that somebody placed to try the shop: `Testkauf`, `commande test`. */
function isTestName(flag: string): boolean {
  return testNames.some((form) => form.test(flag));
}

/** `captured`, `test`, `livemode`, `is_deleted`, `cancelled_at`. */
export function flagPart(
  facts: ColumnFacts,
  name: string,
  { hasRefundColumn, refundless }: RefundColumns = { hasRefundColumn: false, refundless: new Map() },
  records = facts.filled,
): Part | undefined {
  // Pieces cancelled are a number, not a mark.
  if (isQuantityName(facts.name)) return undefined;
  const plain = normalName(facts.name.replace(/^[\w[\].]+\./, ""));
  const words = facts.words.map((word) => word.trim()).filter((word) => word !== "");
  const isGone =
    /(^|_)(cancel\w*|storniert\w*|voided|void|deleted|geloscht|annul\w*|anulad\w*)(_at|_on|_date|_am|_le)?$/.test(
      plain,
    ) || /^(date_)?(cancel\w+|void\w*)_(at|on|date|time)$/.test(plain);
  if (
    isGone &&
    facts.filled > 0 &&
    (dateShare(facts) > 0.5 || /_(at|on|date|am)$/.test(plain)) &&
    !words.every((word) => yes.test(word) || no.test(word))
  )
    return { condition: `${name} is null`, out: `${facts.name} filled` };
  const isBack =
    /^(date_)?(fully_)?(refunded|returned|charged_back|erstattet|rembourse|reembolsado)_(at|on|date|am|le|time)$/;
  // Without an amount that went back, all of it did.
  if (!hasRefundColumn && facts.filled > 0 && facts.filled < records && dateShare(facts) > 0.5 && isBack.test(plain))
    return { condition: `${name} is null`, out: `${facts.name} filled` };
  if (words.length === 0) return undefined;
  // `Y` is a cancelled document and `C` what cancels it.
  const gone = words.filter((word) => !no.test(word));
  if (isGone && words.length <= 4 && gone.length < words.length && gone.every((word) => word.length <= 2))
    return gone.length === 0 ? undefined : { condition: isNotIn(name, gone), out: `${facts.name} ${shown(gone)}` };
  if (
    /^(mode|environment)$/.test(plain) &&
    words.some((word) => /^live|prod/i.test(word)) &&
    words.some((word) => /^(test|sandbox)/i.test(word))
  )
    return {
      condition: isNotIn(
        name,
        words.filter((word) => /^(test|sandbox)/i.test(word)),
      ),
      out: `${facts.name} test`,
    };
  if (!words.every((word) => yes.test(word) || no.test(word))) return undefined;
  const whole = refundless.get(facts.name);
  if (whole !== undefined && refundFlag.test(plain))
    return { condition: `not ${whole}`, out: `${facts.name} without a refunded amount` };
  const flag = plain.replace(/_(flag|ind|indicator|yn|y_n|kz|kennzeichen)$/, "");
  const isKept =
    /^(is_)?(captured|livemode|live_mode|paid|won|bezahlt|confirmed|live|valid|posted|gebucht|проведен|оплачен|completed?|success|successful|succeeded|settled|approved)$/.test(
      flag,
    );
  const isOut =
    isGone ||
    isCancelledWord(facts.name) ||
    // If a column has the amount given back, that is deducted.
    (!hasRefundColumn && refundFlag.test(plain)) ||
    /^((is_|was_)?(test|sandbox|dummy|demo)|test_mode|(is_)?test_(order|sale|payment|transaction)|(is_)?test_(account|customer|user|client)|(is_)?internal(_account|_customer|_user)?|is_cancel\w*|is_void\w*|is_deleted|draft|is_draft|fraud|is_fraud)$/.test(
      flag,
    ) ||
    isTestName(flag);
  const bad = words.filter((word) => (isKept ? no : yes).test(word));
  // A mark in some rows, and nothing in the others.
  const isMarked = facts.filled < records && words.every((word) => yes.test(word));
  if (isMarked && isKept && words.every((word) => mark.test(word)))
    return { doubtful: `${name} is not null`, doubts: `${facts.name} blank` };
  if ((!isKept && !isOut) || bad.length === 0 || (bad.length === words.length && !isMarked)) return undefined;
  const said = `${facts.name} ${shown(bad)}`;
  // What is not paid yet may have been sold.
  return /^(is_)?(paid|bezahlt)$/.test(plain)
    ? { doubtful: isNotIn(name, bad), doubts: said }
    : { condition: isNotIn(name, bad), out: said };
}
