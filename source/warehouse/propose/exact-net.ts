import type { Asked } from "./asked.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * A net revenue computed from typed amounts, with six decimals of each instead of four if that changes the amount, so that the
 * build's rounding to four is reported and not hidden in the expression.
 */
export async function exactNet(asked: Asked, file: SampledFile, net: string): Promise<string> {
  // A quotient is not an exact decimal: it has as many digits as its cast.
  if (!net.includes("decimal(18, 4)") || / \/ /.test(net)) return net;
  const exact = net.replaceAll("::decimal(18, 4)", "").replaceAll("decimal(18, 4)", "decimal(19, 6)");
  const sql = `select count(*) from (select (${net}) as kept, (${exact}) as whole from ${file.table}) where kept <> whole`;
  try {
    const [finer = 0] = await asked.numbers(sql);
    return finer > 0 ? exact : net;
  } catch {
    // More factors than a decimal has digits for.
    return net;
  }
}
