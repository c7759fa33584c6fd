/** Currencies of ISO 4217 whose minor unit is not a hundredth. Intl's own figures change with the machine's ICU. */
const decimalsOf: Readonly<Record<string, number>> = {
  ...of(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...of(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...of(4, "CLF UYW"),
};

/** The currency of amounts if none is given. */
export const usualCurrency = "USD";

/** The number of decimals of amounts in a currency, by its ISO 4217 code: 2 for USD, 0 for JPY, 3 for KWD; 2 if unknown. */
export function currencyDecimals(code: string | undefined): number {
  return decimalsOf[code ?? ""] ?? 2;
}

function of(decimals: number, codes: string): Readonly<Record<string, number>> {
  return Object.fromEntries(codes.split(" ").map((code) => [code, decimals]));
}
