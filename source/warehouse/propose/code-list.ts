import type { KeyPair } from "../ingest/joined-sql.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { signPart } from "./entry-part.ts";
import { flagPart } from "./flag-part.ts";
import { firstContained, pairsOf } from "./keys-between.ts";
import { normalName } from "./normal-name.ts";
import type { FileGroup } from "./proposal.ts";
import { isStatusName, revenueWord } from "./revenue-words.ts";
import type { SampledFile } from "./sampled-file.ts";

/** Whether the words of a list say that some rows are not revenue, such as the statuses that orders refer to by number. */
export function tellsRevenue({ columns }: SampledFile): boolean {
  if (columns.some((facts) => flagPart(facts, facts.name)?.out !== undefined)) return true;
  if (columns.some(({ name, words }) => signPart(name, name, words).length > 0)) return true;
  return columns.some(
    ({ name, words }) =>
      (isStatusName(name) || explains.test(normalName(name))) &&
      words.some((word) => revenueWord(word) === "not") &&
      words.some((word) => revenueWord(word) === "revenue"),
  );
}

/** What a list of codes calls the column that explains them. */
const explains =
  /^(name|label|title|description|meaning|text|bezeichnung|beschreibung|bedeutung|libelle|designation|signification|nom|nombre|descripcion|significado|nome|descricao|descrizione|significato|omschrijving|betekenis|beskrivelse|beskrivning|betydelse|opis|nazwa|popis|описание|название|наименование|расшифровка)$/;

/** A list longer than this is of more than statuses. */
const mostCodes = 40;

/** The codes of a status and their list, whatever its key is called: `estado` of `A` and `E`, and `codigo` with `descripcion`. */
export async function keyOfLegend(asked: Asked, from: FileGroup, to: FileGroup): Promise<KeyPair | undefined> {
  const [list] = to;
  if (list.records > mostCodes || !tellsRevenue(list)) return undefined;
  const isOfCodes = ({ name, words }: ColumnFacts) => words.length > 1 && isStatusName(name);
  const isOfKeys = ({ name, isUnique, filled }: ColumnFacts) =>
    isUnique && filled > 0 && !explains.test(normalName(name));
  const pairs = pairsOf(from, to, (own, key) => isOfCodes(own) && isOfKeys(key));
  return firstContained(asked, from, to, pairs);
}
