import { currencyDecimals } from "../../domain/currency.ts";
import { currencySymbol } from "../../domain/format.ts";
import { type Emphasis, emphases } from "./rich-cell.ts";

/** Looks of cells; with the emphases, in the order of their numbers in the workbook. */
const names = ["text", "header", "wrapped", "count", "decimal", "percent", "money", "day", "time"] as const;
export type StyleName = (typeof names)[number];

/** The mark after the number of such a cell. */
const marks: Readonly<Record<Emphasis, string>> = { plain: "", total: "", partial: "*", fallen: "~", projected: "≈" };

const places = new Map<string, number>(
  emphases.flatMap((emphasis) => names.map((name) => `${emphasis} ${name}`)).map((key, place) => [key, place]),
);

/** The attribute of a cell that has this look; none for the first one. */
export function styleMark(name: StyleName, emphasis: Emphasis = "plain"): string {
  const place = places.get(`${emphasis} ${name}`) ?? 0;
  return place === 0 ? "" : ` s="${place}"`;
}

const fonts = ['<sz val="11"/>', '<b/><sz val="11"/>', '<i/><sz val="11"/><color rgb="FF7F7F7F"/>'];
const [bold, grey] = [1, 2];

/** The workbook's styles; money has its currency sign and decimals. */
export function stylesXml(currency: string | undefined): string {
  const looks = emphases.flatMap((emphasis) => names.map((name) => ({ name, emphasis, code: codeOf(name, currency) })));
  const codes = looks.map(({ code, emphasis }) => code && marked(code, marks[emphasis]));
  const formats = codes.map((code, at) =>
    code === undefined ? "" : `<numFmt numFmtId="${200 + at}" formatCode="${code.replaceAll('"', "&quot;")}"/>`,
  );
  const cells = looks.map(({ name, emphasis }, at) => {
    const font = name === "header" || emphasis === "total" ? bold : emphasis === "plain" ? 0 : grey;
    const format = `numFmtId="${codes[at] === undefined ? 0 : 200 + at}" applyNumberFormat="1"`;
    const wrap = name === "wrapped" ? '<alignment wrapText="1" vertical="top"/>' : "";
    return `<xf xfId="0" ${format} fontId="${font}" applyFont="1"${wrap && ' applyAlignment="1"'}>${wrap}</xf>`;
  });
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<numFmts count="${formats.filter((format) => format !== "").length}">${formats.join("")}</numFmts>` +
    `<fonts count="${fonts.length}">${fonts.map((look) => `<font>${look}<name val="Calibri"/></font>`).join("")}</fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

function codeOf(name: StyleName, currency: string | undefined): string | undefined {
  switch (name) {
    case "count":
      return "#,##0";
    case "decimal":
      return "#,##0.00";
    case "percent":
      return "0.0%";
    case "money":
      return moneyFormat(currency);
    case "day":
      return "yyyy-mm-dd";
    case "time":
      return "yyyy-mm-dd hh:mm:ss";
    default:
      return undefined;
  }
}

/** A format with a mark after each of its parts. */
function marked(code: string, mark: string): string {
  if (mark === "") return code;
  return code
    .split(";")
    .map((part) => `${part}"${mark}"`)
    .join(";");
}

function moneyFormat(currency: string | undefined): string {
  const decimals = currencyDecimals(currency);
  const number = decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
  if (currency === undefined) return number;
  const sign = `"${currencySymbol(currency)}"`;
  return `${sign}${number};-${sign}${number}`;
}
