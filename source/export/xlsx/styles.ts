import { currencyDecimals } from "../../domain/currency.ts";
import { currencySymbol } from "../../domain/format.ts";

/** Looks of cells, in the order of their numbers in the workbook. */
const names = ["text", "header", "count", "decimal", "percent", "money", "day", "time"] as const;
export type StyleName = (typeof names)[number];

export function styleIndex(name: StyleName): number {
  return names.indexOf(name);
}

/** The workbook's styles; money has its currency's sign and decimals. */
export function stylesXml(currency: string | undefined): string {
  const custom = Object.entries({
    200: "#,##0",
    201: "#,##0.00",
    202: "0.0%",
    203: moneyFormat(currency),
    204: "yyyy-mm-dd",
    205: "yyyy-mm-dd hh:mm:ss",
  });
  const formats = custom.map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', "&quot;")}"/>`,
  );
  const looks: Readonly<Record<StyleName, string>> = {
    ...{ text: 'numFmtId="0"', header: 'numFmtId="0" fontId="1" applyFont="1"' },
    ...{ count: 'numFmtId="200"', decimal: 'numFmtId="201"', percent: 'numFmtId="202"', money: 'numFmtId="203"' },
    ...{ day: 'numFmtId="204"', time: 'numFmtId="205"' },
  };
  const cells = names.map((name) => `<xf xfId="0" applyNumberFormat="1" ${looks[name]}/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<numFmts count="${formats.length}">${formats.join("")}</numFmts>` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

function moneyFormat(currency: string | undefined): string {
  const decimals = currencyDecimals(currency);
  const number = decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
  if (currency === undefined) return number;
  const sign = `"${currencySymbol(currency)}"`;
  return `${sign}${number};-${sign}${number}`;
}
