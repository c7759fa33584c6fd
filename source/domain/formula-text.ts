/** The characters that start a formula in a spreadsheet: = + - @, tab and carriage return, and the full-width forms of the first four. */
export const formulaStarts: readonly string[] = [
  "=",
  "+",
  "-",
  "@",
  "\t",
  "\r",
  "\uff1d",
  "\uff0b",
  "\uff0d",
  "\uff20",
];

/** A negative number, which starts like a formula and is none. Means the same in JavaScript and in DuckDB. */
export const negativeNumber = "-[0-9]+([.][0-9]+)?";

const isNegativeNumber = new RegExp(`^${negativeNumber}$`);

/** Whether a spreadsheet would take a text for a formula; negative numbers are none. */
export function isFormulaText(text: string): boolean {
  return formulaStarts.includes(text.charAt(0)) && !isNegativeNumber.test(text);
}
