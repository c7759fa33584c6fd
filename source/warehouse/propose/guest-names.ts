import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import type { SampledFile } from "./sampled-file.ts";

/** What tills and shops print where they do not know the buyer. */
const names: readonly string[] = [
  ...["guest", "guests", "guest user", "guest customer", "guest checkout", "guest order"],
  ...["walk-in", "walk in", "walkin", "walk-in customer", "walk in customer", "walkin customer", "walk-in client"],
  ...[
    "cash customer",
    "cash sale",
    "cash sales",
    "counter sale",
    "counter sales",
    "counter customer",
    "retail customer",
  ],
  ...["casual customer", "default customer", "anonymous", "anonymous customer", "unknown", "unknown customer"],
  ...["no customer", "no name", "n/a", "none", "-"],
  ...["barverkauf", "barkunde", "laufkunde", "laufkundschaft", "kassenkunde", "unbekannt", "diverse", "gast"],
  ...["client divers", "clients divers", "client comptoir", "client de passage", "client anonyme", "vente comptoir"],
  ...[
    "cliente genérico",
    "cliente generico",
    "cliente final",
    "cliente ocasional",
    "cliente mostrador",
    "clientes varios",
  ],
  ...["público en general", "publico en general", "consumidor final", "cliente anonimo", "cliente occasionale"],
  ...["clienti vari", "cliente generale", "passant", "passanten", "kontantkund", "kontantkunde", "kontantsalg"],
  ...["klient detaliczny", "розничный покупатель", "散客"],
];

/** The names of nobody that a column of customers has in several lines, in small letters. */
export async function guestNames(
  database: Database,
  file: SampledFile,
  { name }: ColumnFacts,
): Promise<readonly string[]> {
  const own = `lower(trim(${quoteName(name)}))`;
  const { rows } = await database.query(
    `select ${own} from ${file.table} where ${own} in (${names.map(quoteText).join(", ")}) group by 1 having count(*) > 1 order by 1`,
  );
  return rows.map(([each]) => String(each));
}
