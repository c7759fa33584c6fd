/** Names of total rows in the languages of the programs that print them. */
const words = [
  "(grand|sub|over ?all|report|page|net|column)?[ -]?totals?",
  "(sub|grand[ -])?sum(s|ma|me)?",
  "(zwischen|end|gesamt)?summe|gesamt(betrag|summe|ergebnis)?|insgesamt",
  "(sous[ -])?total(e|en|es|aux|t)?( g[ée]n[ée]ral)?|somm[ae]|subtotaal|(eind)?totaal|totalsumma",
  "suma|razem|celkem|összesen|toplam|genel toplam|yhteensä|i alt|sammanlagt|итого|всего|разом|всього|общо|ukupno|skupaj|σύνολο|γενικό σύνολο|סה\\S?כ|الإجمالي|المجموع|รวม(ทั้งหมด|ทั้งสิ้น)?|tổng( cộng)?|kokku|kopā|iš viso|合計|合计|总计|總計|小計|小计|합계|총계",
].join("|");

const exact = new RegExp(`^[\\s*=>-]*(${words})\\s*[:*=]*\\s*(\\(.*\\))?$`, "iu");
const leading = new RegExp(`^[\\s*=>-]*(${words})(?![\\p{L}\\p{N}])`, "iu");

/** Whether a cell only says that its row is a total: `Total`, `Grand Total:`, `Totals (12 records)`. */
export function isTotalWord(cell: string): boolean {
  return cell.length < 60 && exact.test(cell.trim());
}

/** Whether a cell starts like the name of a total: `Total for Acme`. */
export function beginsAsTotal(cell: string): boolean {
  return cell.length < 200 && leading.test(cell.trim());
}

/** Whether a cell ends like the name of a group's total: `Acme Total`, `Acme Ergebnis`. */
export function endsAsTotal(cell: string): boolean {
  return cell.length < 200 && /\S\s+(sub)?(total|totals|summe|ergebnis|totaal|totale|suma|итог)$/iu.test(cell.trim());
}

/** Traces of a total row or a drawn line, as a pattern for text read byte by byte; most files have none. */
export const totalTraces =
  /total|totaal|ergebnis|summ[ea]\b|suma\b|gesamt|razem|celkem|sszesen|toplam|yhteens|i alt|sammanlagt|somm[ae]\b|\xd0[\x98\xb8](\xd1\x82|\xd0\xa2)\xd0[\xbe\x9e]\xd0[\xb3\x93]|\xd0[\x92\xb2](\xd1\x81|\xd0\xa1)\xd0[\xb5\x95]\xd0[\xb3\x93]|\xd0[\xa0\xb0]\xd0\xb0?\xd0\xb7\xd0\xbe\xd0\xbc|\xd0\xb1\xd1\x89\xd0\xbe|ukupno|skupaj|\xcf\x8d\xce\xbd\xce\xbf\xce\xbb|\xd7\xa1\xd7\x94|\xd8\xa7\xd9\x84\xd8\xa5|\xe0\xb8\xa3\xe0\xb8\xa7\xe0\xb8\xa1|t\xe1\xbb\x95ng|kokku|kop\xc4\x81|i\xc5\xa1 viso|\xe5\x90\x88\xe8|\xe5\xb0\x8f\xe8|\xe6\x80\xbb|\xe7\xb8\xbd|\xed\x95\xa9|\n"?[-=]{3}/i;
