import { wordsApart } from "./joined-words.ts";
import { remembered } from "./remembered.ts";

/** Lower-case words joined by `_`, whatever the naming style: `InvoiceNo`, `Customer ID`, `customer-id`, `Größe (g)`, `totalprice`. */
export const normalName: (name: string) => string = remembered((name) =>
  wordsApart(
    name
      .replace(/IDs\b/g, "Ids")
      .replace(/MwSt/g, "Mwst")
      .replace(/\bUSt/g, "Ust")
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .normalize("NFC")
      .replaceAll("ß", "ss")
      // Within a Hebrew word these mark an abbreviation.
      .replace(/(?<=\p{Script=Hebrew})["'״׳](?=\p{Script=Hebrew})/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "_")
      .replace(/^_+|_+$/g, ""),
  ),
);
