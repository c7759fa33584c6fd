import { normalName } from "./normal-name.ts";
import type { EntryWord } from "./revenue-words.ts";

/** Codes for kinds of documents, valid only where every value of the column is one of them. */
interface CodeList {
  /** Names of columns that hold these codes. */
  readonly column: RegExp;
  readonly kindOf: (code: string) => EntryWord | undefined;
}

function listed(column: RegExp, codes: Readonly<Record<EntryWord, string>>): CodeList {
  const kinds = new Map(
    (["sale", "refund", "other"] as const).flatMap((kind) =>
      codes[kind].split(" ").map((code) => [code, kind] as const),
    ),
  );
  return { column, kindOf: (code) => kinds.get(code) };
}

const lists: readonly CodeList[] = [
  // UNTDID 1001, which electronic invoices use: 380 is an invoice, 381 a credit note, 325 a pro forma invoice.
  listed(/(^|_)(type|code|typ|tipo|kind|art)(_|$)/, {
    sale: "80 82 84 380 382 383 384 386 388 389 390 393 394 395 751 875 876 877",
    refund: "81 83 261 262 296 308 381 396 420 458 532",
    other: "130 202 203 204 211 218 219 325 326 331 480",
  }),
  // Mexico's CFDI: ingreso, egreso; payments, wages and goods under way are no sales.
  listed(/comprobante|cfdi|^tipo$/, { sale: "I", refund: "E", other: "P N T" }),
  // Chile's tax documents: facturas, boletas and notas de débito; guías de despacho are no sales.
  listed(/(^|_)(tipo|cod|codigo)(_|$)/, {
    sale: "30 32 33 34 38 39 41 45 46 56 110 111",
    refund: "60 61 112",
    other: "50 52",
  }),
  { column: /(^|_)cfop(_|$)/, kindOf: kindOfCfop },
];

/** Brazil's CFOP: 5 to 7 go out and 1 to 3 come in; 2xx are returns, 9xx goods that move without a sale. */
function kindOfCfop(code: string): EntryWord | undefined {
  const digits = code.replace(".", "");
  if (!/^[1-7]\d{3}$/.test(digits)) return undefined;
  const isReturn = digits[1] === "2" || /^.(41[01])$/.test(digits);
  if (/^[123]/.test(digits)) return isReturn ? "refund" : "other";
  return isReturn || digits[1] === "9" ? "other" : "sale";
}

/** The kind that a code stands for in a column of only such codes, at least one of which is a sale. */
export function documentKind(own: string, word: string, words: readonly string[]): EntryWord | undefined {
  const name = normalName(own);
  const kinds = (list: CodeList) => words.map((each) => list.kindOf(each.trim()));
  const list = lists.find(
    (each) => each.column.test(name) && kinds(each).includes("sale") && !kinds(each).includes(undefined),
  );
  return list?.kindOf(word.trim());
}
