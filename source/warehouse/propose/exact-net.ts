import type { Asked } from "./asked.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * A net revenue computed from typed amounts, with six decimals of each instead of four if that changes the amount, so that the
 * build's rounding to four is reported and not hidden in the expression.
 */
export async function exactNet(asked: Asked, file: SampledFile, net: string): Promise<string> {
  // A quotient is not an exact decimal: it has as many digits as its cast.
  if (!net.includes("decimal(18, 4)") || / \/ /.test(net)) return net;
  const withDigits = (digits: string) =>
    net.replaceAll("::decimal(18, 4)", "").replaceAll("decimal(18, 4)", `decimal(${digits})`);
  const exact = withDigits("19, 6");
  const differing = async (other: string, differs: string) => {
    const both = `select (${net}) as kept, (${other}) as whole from ${file.table}`;
    const [rows = 0] = await asked.numbers(`select count(*) from (${both}) where kept ${differs} whole`);
    return rows > 0;
  };
  try {
    // Reading a text as a decimal of more than 18 digits takes 70 times as long; those of 18 differ wherever these do.
    const mayDiffer = await differing(withDigits("18, 6"), "is distinct from");
    return mayDiffer && (await differing(exact, "<>")) ? exact : net;
  } catch {
    // More factors than a decimal has digits for.
    return net;
  }
}
