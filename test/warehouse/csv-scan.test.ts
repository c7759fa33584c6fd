import { describe, expect, it } from "vitest";
import { CsvScan } from "../../source/warehouse/files/csv-scan.ts";

function scanned(text: string, pieceBytes: number, columns = 3) {
  const lines: number[] = [];
  const scan = new CsvScan({
    delimiter: ",",
    firstLine: 2,
    countsBlankLines: columns === 1,
    onRecord: (_end, _record, line) => lines.push(line),
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) scan.push(bytes.subarray(at, at + pieceBytes));
  return { ...scan.end(), lines };
}

describe("a scan of CSV data", () => {
  it.each([
    ["plain", "a,b,c\nd,e,f\n", [2, 3]],
    ["no newline at the end", "a,b,c\nd,e,f", [2, 3]],
    ["a quoted newline", 'a,"b\nb",c\nd,e,f\n', [2, 4]],
    ["a quoted CRLF", 'a,"b\r\nb",c\r\nd,e,f\r\n', [2, 4]],
    ["a quoted CR at the end of its value", 'a,"b\r",c\nd,e,f\n', [2, 4]],
    ["a quoted delimiter and quote", 'a,"b,""b""",c\nd,e,f\n', [2, 3]],
    ["quotes within an unquoted value", 'a,b"b"\nd,e,f\n', [2, 3]],
    ["a blank between delimiter and quote", 'a, "b\nb",c\nd,e,f\n', [2, 4]],
    ["blank lines", "\na,b,c\n\n\nd,e,f\n\n", [3, 6]],
    ["old Mac line ends", "a,b,c\rd,e,f\r", [2, 3]],
    ["a quoted value first and last", '"a",b,"c"\n"d",e,"f"\n', [2, 3]],
    ["an empty quoted value", 'a,"",c\nd,e,f\n', [2, 3]],
  ])("counts records and knows their lines: %s", (_name, text, lines) => {
    for (const pieceBytes of [1, 2, 3, 5, 1000]) {
      expect(scanned(text, pieceBytes)).toMatchObject({ records: 2, lines, unterminatedLine: undefined });
    }
  });

  it("reports where an unclosed value starts", () => {
    expect(scanned('a,b,c\nd,"e,f\ng,h,i\n', 4).unterminatedLine).toBe(3);
  });

  it("reports line ends that change", () => {
    expect(scanned("a,b,c\r\nd,e,f\n", 4).newline).toBeUndefined();
    expect(scanned("a,b,c\r\nd,e,f\r\n", 1).newline).toBe("crlf");
  });

  it("counts an empty line of a table with one column", () => {
    expect(scanned("a\n\nb\n", 2, 1).records).toBe(3);
  });
});
