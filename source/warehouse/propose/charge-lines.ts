import { quoteName } from "../database/sql-text.ts";
import type { Asked } from "./asked.ts";
import { columnNameScore, withinList } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";
import { isNotIn, type Part, shown } from "./row-part.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

const mostWords = 20;
/** Columns with what was bought. */
const products =
  /(^|_)(item|product|article|artikel|produkt|sku|description|bezeichnung)(_|$)|^(title|name|libelle|zbozi)$/;
/** What an order is charged beside its goods, alone or with its kind and a number: `SHIPPING17`, `Shipping fee`. */
const charges = `(${[
  "shipping|delivery|postage|freight|handling|shipping (and|&) handling|versand(kosten)?|porto|frais de (port|livraison)",
  "livraison|(gastos de )?envio|frete|(spese di )?spedizione|verzendkosten|doprav(a|ne)|postovne|dostawa|(koszt )?wysylki",
  "przesylka|fragt|frakt|toimituskulut|szallitasi koltseg|доставка|送料|配送料|运费|運費|배송비|kargo",
  "gratuity|trinkgeld|tips?|rounding|rundung",
].join("|")})([ _-]?(fee|charge|cost|standard|express)s?)?[ _:-]?\\d*|(billing|payment)[ _-]?\\d+`;

/**
 * Lines of an order that are no goods by what stands where others name a product: sending, paying, tips. A file of little else is
 * about that.
 */
export async function chargeLines(
  asked: Asked,
  file: SampledFile,
  reserved: ReadonlySet<string>,
): Promise<readonly Part[]> {
  const found: Part[] = [];
  for (const { name, filled } of file.columns.filter(isOfProducts)) {
    const value = `lower(trim(${quoteName(name)}))`;
    const rows = await asked.rows(
      `select ${value} as word, count(*) from ${file.table} where regexp_full_match(strip_accents(${value}), '${charges}') group by 1 order by 1 limit ${mostWords}`,
    );
    const words = rows.map(([word]) => String(word));
    const lines = rows.reduce((sum, [, count]) => sum + Number(count), 0);
    if (words.length === 0 || lines > 0.7 * filled) continue;
    found.push({ condition: isNotIn(sqlName(name, reserved), words), out: `${name} ${shown(words)}` });
  }
  return found.slice(0, 1);
}

function isOfProducts(facts: SampledFile["columns"][number]): boolean {
  const name = normalName(withinList(facts.name));
  const isNamed = products.test(name) || columnNameScore("transactions", "product_id", facts.name) > 0.5;
  return facts.filled > 0 && numberShare(facts) < 0.5 && isNamed;
}
