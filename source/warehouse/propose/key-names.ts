import { normalName } from "./normal-name.ts";
import type { SampledFile } from "./sampled-file.ts";
import { says } from "./vocabulary.ts";

/** A name that says which order or document a row belongs to. */
export function isReference(name: string): boolean {
  return (
    /(^|_)(order|invoice|receipt|booking|reservation|transaction|sale|ref|reference|document|merchant_reference)_?(id|no|nr|num|number|ref|reference|code|name)?\d*$/.test(
      normalName(name),
    ) || says(normalName(name), "order")
  );
}

/** The same name, or two of a line's number: `pos` and `line_no`. */
export function areNamedSame(own: string, key: string): boolean {
  const [a, b] = [normalName(own), normalName(key)];
  return a === b || (lineNumber.test(a) && lineNumber.test(b));
}

const lineNumber =
  /^((order|invoice|doc|sales)_)?(line|pos|position|item|row|zeile|ligne|linea|seq)(_(no|nr|num|number|id|nummer|seq))?$/;

/** `order_id` and `order_id`; `order_id` and the `id` of a file of orders. */
export function areAlike(own: string, key: string, file: SampledFile): boolean {
  const [a, b] = [normalName(own), normalName(key)];
  if (a === b)
    return (
      /^(id|no|nr)_|_(id|no|nr|number|key|code|ref)$|id$|number$|nummer$|^(order|sku|email|barcode|ean|article|artikel|item|product|produkt|customer|kunde|client|bestellung|pedido|commande|auftrag|beleg|rechnung|invoice|receipt|ticket|factura|facture|fattura|ordine)/.test(
        a,
      ) || says(a, "order")
    );
  const table = normalName(file.tableName ?? file.name.replace(/\.\w+(\.gz)?$/, ""));
  // Loaders give the rows of a list the key of what held it.
  if (/^sdc_source_key_/.test(a)) return a === `sdc_source_key_${b}`;
  if (/^(dlt_parent_id|hevo_ref_id)$/.test(a)) return b === a.replace(/(parent|ref)_/, "");
  const bare = a.replace(/_(id|no|nr|number|key|code)$/, "");
  return (
    /^(id|key|number|no|code|name)$/.test(b) &&
    bare !== a &&
    table.split("_").some((word) => word === bare || word === `${bare}s`)
  );
}
