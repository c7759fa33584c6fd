import { escaped } from "./cells.ts";
import { declaration, main } from "./sheet-xml.ts";

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

/** The workbook itself: its sheets by name, and the setting that formulas are calculated when it is opened. */
export function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const begin = `${declaration}<workbook xmlns="${main}" xmlns:r="${office}">`;
  return `${begin}<sheets>${sheets.join("")}</sheets><calcPr calcId="0" fullCalcOnLoad="1"/></workbook>`;
}

export function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packages}/relationships">${all.join("")}</Relationships>`;
}

/**
 * The types of the parts: sheets by default, the others by name, so it can be first in the file, before the number of
 * sheets is known.
 */
export function contentTypes(): string {
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const part = (file: string, type: string) => `<Override PartName="/${file}" ContentType="${kind}.${type}+xml"/>`;
  return (
    `${declaration}<Types xmlns="${packages}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="${kind}.worksheet+xml"/>` +
    `${part("xl/workbook.xml", "sheet.main")}${part("xl/styles.xml", "styles")}</Types>`
  );
}
