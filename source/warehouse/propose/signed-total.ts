import type { Asked } from "./asked.ts";
import type { Decision } from "./decision.ts";
import { nearlyAll } from "./line-sample.ts";
import { isRevenueKind } from "./money-names.ts";
import { type Formula, netExpression, type Writer } from "./revenue-expression.ts";
import { sqlName } from "./sql-name.ts";

const fewest = 3;

/** Documents of which the total has a minus while their lines have none, as credit notes. */
interface SignedTotal {
  /** SQL of their lines. */
  readonly condition: string;
  readonly because: string;
}

/** Looks for a total of the order that says which documents give money back; undefined where none does. */
export async function signedTotal(asked: Asked, writer: Writer, formula: Formula): Promise<SignedTotal | undefined> {
  const { file, key, reserved, scene } = writer;
  if (key === undefined || formula.base.level !== "line" || formula.negated !== undefined) return undefined;
  const net = netExpression(writer, formula);
  const order = sqlName(key, reserved);
  for (const { name } of scene.money.filter(({ kind, level }) => isRevenueKind(kind) && level !== "line")) {
    const facts = file.columns.find((each) => each.name === name);
    if (facts === undefined || facts.negative === 0) continue;
    const total = writer.numbers.typedOf(facts);
    const [all = 0, same = 0, back = 0] = await asked.numbers(
      `select count(*), count(*) filter (where abs(net - total) <= cents), count(*) filter (where total < 0 and abs(net + total) <= cents)
       from (select sum(try_cast(net as decimal(18, 4))) as net, min(total) as total, 0.0051 * (count(*) + 1) as cents
         from (select ${order} as id, ${net} as net, ${total} as total from ${file.table}) where id is not null group by id)
       where net > 0 and total <> 0`,
    );
    if (back === 0 || same < fewest || same + back < nearlyAll * all) continue;
    return {
      condition: `coalesce(min(${total}) over (partition by ${order}) < 0, false)`,
      because: `${name} is the total of ${same} of ${all} orders, and its negative in the other ${back}`,
    };
  }
  return undefined;
}

/** Documents with a negative total are deducted; the data prove it. */
export function creditNotes({ because }: SignedTotal): Decision {
  const options = [{ id: "off", says: "taken off" }] as const;
  return {
    id: "credit-notes",
    about: "orders with negative totals",
    taken: "off",
    because,
    isAssumption: false,
    effect: undefined,
    options,
  };
}
