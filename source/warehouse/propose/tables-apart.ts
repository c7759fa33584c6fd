import type { LeftOut } from "../../domain/file-reading.ts";
import { linesText, sumText } from "./left-out.ts";
import { isRevenueKind, moneyKind } from "./money-names.ts";
import type { LeftOutFile } from "./parts-lacking.ts";
import { nameOf, type SampledFile } from "./sampled-file.ts";

/** Other tables in the files that are read, of which no row is counted. */
export function tablesApart(files: readonly SampledFile[]): readonly LeftOutFile[] {
  return files.flatMap((file) =>
    file.reading.leftOut.flatMap((rows) => {
      const { header } = rows;
      if (header === undefined) return [];
      const sum = amountIn(rows);
      return {
        name: `${nameOf(file)}, table at line ${header.line}`,
        says: `left out: ${linesText(rows.rows)}${sum === undefined ? "" : `, ${sumText(sum.of)} in ${sum.column}`}`,
        because: `it has a header of its own: ${header.names.join(", ")}`,
        otherwise: sum === undefined || Number(sum.of) === 0 ? undefined : otherwise(header.names, sum.of),
      };
    }),
  );
}

function otherwise(names: readonly string[], sum: string): LeftOutFile["otherwise"] {
  const less = sum.startsWith("-") ? sum.slice(1) : `-${sum}`;
  const isOfRefunds = names.some((name) => moneyKind(name) === "refund");
  return isOfRefunds ? { says: "taken off", less: sum.replace(/^-/, "") } : { says: "added", less };
}

/** The sum of the column that is most likely its amount. */
function amountIn({ sums }: LeftOut): { readonly column: string; readonly of: string } | undefined {
  const money = Object.entries(sums).flatMap(([column, of]) => {
    const kind = moneyKind(column);
    return kind === undefined || !(kind === "refund" || isRevenueKind(kind)) ? [] : [{ column, of, kind }];
  });
  return money.find(({ kind }) => kind === "net") ?? money.find(({ kind }) => kind === "amount") ?? money[0];
}
