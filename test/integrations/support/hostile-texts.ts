import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataSetCase } from "../../dbt/data-sets.ts";

const times = [
  ..."2024-01-05T10:11:12Z|2024-01-05 10:11:12|2024-01-05T10:11:12.123456Z|2024-01-05 10:11:12.1234567|2024-01-05 10:11:12.9999999".split(
    "|",
  ),
  ..."2024-01-05|2024-1-5|2024/01/05|2024/01/05 10:11:12|2024-01-05 10:11|2024-01-05 10|2024-01-05T10:11Z|2024-01-05  10:11:12".split(
    "|",
  ),
  ..."2024-01-05T10:11+02:00|2024-01-05T10:11:12+02:00|2024-01-05T10:11:12+0200|2024-01-05T10:11:12+02|2024-01-05 10:11 -0500".split(
    "|",
  ),
  ..."2024-01-05 10:11:12 +02:00|2024-01-05 10:11:12.5-05:30|2024-01-05 10:11:12 UTC|2024-01-05 10:11:12 Europe/Berlin".split(
    "|",
  ),
  ..."20240105|2024|2024-01|2024-13-01|2024-02-30|2024-01-05 25:00:00|2024-01-05 10:60:00|2024-01-05 10:11:60|05.01.2024".split(
    "|",
  ),
  ..."01/05/2024|24-01-05|0024-01-05|12024-01-05|2024-01-05Z|2024-01-05+02:00|epoch|infinity|-infinity|2024-01-05 (BC)".split(
    "|",
  ),
  ..."-2024-01-05|2024-01-05 9:05:07|2024-01-05 10:11:12,5|yesterday|1000-01-01|0999-12-31|9999-12-31 23:59:59.999999".split(
    "|",
  ),
];

const numbers = [
  ..."12|12.0|12.5|1e3|1.5e1|1e-5|-3|+4|.5|5.|1,000|abc|NaN|inf|99999999999|2147483648|-2147483648|0.00005|-0.00005".split(
    "|",
  ),
  ..."1.00004999|1.123456789012|123456789012345.1|99999999999999.99994|99999999999999.99996|1e400|--1|1 2|00012|4.99995".split(
    "|",
  ),
];

const words = "Subscription|A La Carte|a-la-carte|alacarte|GIFT|gïft|Gíft|à la carte|subscriptión|gifts|other".split(
  "|",
);

/** Order lines with times, numbers and words in every form that exports use, and in some that no engine should accept. */
export const hostileTexts: DataSetCase = {
  name: "texts of every kind",
  prepare: async (source) => {
    const good = { at: "2024-01-05 10:11:12", quantity: "1", net: "10.00", type: "gift" };
    const lines = [
      ...times.map((at) => ({ ...good, at })),
      ...numbers.flatMap((text) => [
        { ...good, quantity: text },
        { ...good, net: text },
      ]),
      ...words.map((type) => ({ ...good, type })),
    ];
    const rows = lines.map(({ at, quantity, net, type }, index) =>
      [`t-${index}`, `c-${index % 7}`, at, quantity, net, type].map((text) => `"${text}"`).join(),
    );
    const header = "transaction_id,customer_id,transacted_at,quantity,net_revenue,transaction_type";
    await writeFile(join(source, "transactions.csv"), `${[header, ...rows].join("\n")}\n`);
    return { source: join(source, "transactions.csv") };
  },
};
