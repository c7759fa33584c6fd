import { describe, expect, it } from "vitest";
import { readOne } from "./read-file.ts";

const plain =
  "order_id,customer,day,amount\nA1,Ann,2024-01-05,10.00\nA2,Bob,2024-02-05,20.00\nA3,Ann,2024-03-05,30.00\n";
const columns = ["order_id", "customer", "day", "amount"];
const rows = [
  ["A1", "Ann", "2024-01-05", "10.00"],
  ["A2", "Bob", "2024-02-05", "20.00"],
  ["A3", "Ann", "2024-03-05", "30.00"],
];
const [, ...body] = plain.trimEnd().split("\n");
/** In fixed-width columns, the last one right-aligned. */
const padded = (text: string) =>
  text.replaceAll(
    /^(.*),(.*),(.*),(.*)$/gm,
    (_line, ...cells: readonly string[]) =>
      `${[8, 18, 10].map((width, at) => (cells[at] ?? "").padEnd(width)).join(" ")} ${(cells[3] ?? "").padStart(10)}`,
  );
const notes = "Report of orders\nFrom 2024-01-01 to 2024-03-31\n\n";

describe("one table in many layouts", () => {
  it.each<[string, string, Record<string, number>, readonly number[]]>([
    ["as it is", plain, {}, [2, 3, 4]],
    ["semicolons", plain.replaceAll(",", ";"), {}, [2, 3, 4]],
    ["tabs", plain.replaceAll(",", "\t"), {}, [2, 3, 4]],
    ["columns padded with blanks", padded(plain), {}, [2, 3, 4]],
    [
      "columns padded with blanks, a line below the header",
      padded(plain).replace("\n", "\n-------- ------------------ ---------- ----------\n"),
      { "note lines": 1 },
      [3, 4, 5],
    ],
    [
      "pages with a title, a header and a total each",
      `Ledger,,,Page 1\n${plain}Page total,,,60.00\n,,,\nLedger,,,Page 2\n${plain.split("\n")[0]}\n`,
      { "note lines": 2, "repeated headers": 1, "total rows": 1, "empty rows": 1 },
      [3, 4, 5],
    ],
    ["bars with blanks around", plain.replaceAll(",", " | "), {}, [2, 3, 4]],
    ["a hint for a spreadsheet", `sep=;\n${plain.replaceAll(",", ";")}`, { "note lines": 1 }, [3, 4, 5]],
    ["notes before the header", notes + plain, { "note lines": 2 }, [5, 6, 7]],
    ["notes of as many cells", `Report of orders,,,\n,,,\n${plain}`, { "note lines": 1 }, [4, 5, 6]],
    [
      "names and values before the header",
      `From:,2024-01-01\nTo:,2024-03-31\n${plain}`,
      { "note lines": 2 },
      [4, 5, 6],
    ],
    ["the header again", plain + plain.split("\n")[0], { "repeated headers": 1 }, [2, 3, 4]],
    ["a total", `${plain}Total,,,60.00\n`, { "total rows": 1 }, [2, 3, 4]],
    ["a total with a date", `${plain}Grand total,All,2024-03-31,60.00\n`, { "total rows": 1 }, [2, 3, 4]],
    ["a total of another name", `${plain}Summe,,,60.00\n`, { "total rows": 1 }, [2, 3, 4]],
    [
      "totals within",
      `order_id,customer,day,amount\n${body[0]}\nTotal for Ann,,,10.00\n${body[1]}\n${body[2]}\nTotal,,,50.00\nGrand Total,,,60.00\n`,
      { "total rows": 3 },
      [2, 4, 5],
    ],
    ["empty rows", plain.replaceAll(/\n(?=.)/g, "\n,,,\n"), { "empty rows": 3 }, [3, 5, 7]],
    [
      "a footer",
      `${plain}\nConfidential Information - Do Not Distribute\nCopyright (c) 2024\n`,
      { "note lines": 2 },
      [2, 3, 4],
    ],
    ["a count below", `${plain}(3 rows)\n`, { "note lines": 1 }, [2, 3, 4]],
    [
      "a line below the header",
      plain.replace("\n", "\n--------,--------,----------,------\n"),
      { "note lines": 1 },
      [3, 4, 5],
    ],
    ["commas at the end of each line", plain.replaceAll("\n", ",,,\n"), {}, [2, 3, 4]],
    ["commas at the end of some lines", plain.replace(/(A2.*)\n/, "$1,,\n"), {}, [2, 3, 4]],
    ["single quotes", plain.replaceAll(/[^,\n]+/g, "'$&'"), {}, [2, 3, 4]],
    ["lines that end in CR", plain.replaceAll("\n", "\r"), {}, [2, 3, 4]],
    ["lines that end in many ways", plain.replace("\nA2", "\r\nA2").replace("\nA3", "\rA3"), {}, [2, 3, 4]],
  ])("%s", async (_name, text, leftOut, lines) => {
    const table = await readOne(text);
    expect(table.columns).toEqual(columns);
    expect(table.rows.map((row) => row.map((cell) => cell?.trim()))).toEqual(rows);
    expect(table.lines).toEqual(lines);
    expect(Object.fromEntries(table.reading.leftOut.map(({ what, rows: count }) => [what, count]))).toEqual(leftOut);
    expect(table.unreadable).toBe(0);
  });

  it("reports the sum of totals that it leaves out, and where they are", async () => {
    const { reading } = await readOne(`${plain}Total,,,60.00\n`);
    expect(reading.leftOut).toEqual([{ what: "total rows", rows: 1, lines: [5], sums: { amount: "60.00" } }]);
  });

  it("reads commas within values and names if semicolons separate", async () => {
    const table = await readOne(
      "id;day;net (of tax, shipping)\n1;04.01.2024;7,25\n2;05.01.2024;12,50\n3;06.01.2024;1.007,25\n",
    );
    expect(table.columns).toEqual(["id", "day", "net (of tax, shipping)"]);
    expect(table.rows[2]).toEqual(["3", "06.01.2024", "1.007,25"]);
  });

  it("reads a semicolon in every line if commas separate", async () => {
    const text = "id,tags,amount\n1,web; app,7.25\n2,web; app,12.50\n3,web; shop,1007.25\n";
    expect((await readOne(text)).rows[2]).toEqual(["3", "web; shop", "1007.25"]);
  });

  it("reads padded numbers that get longer further down", async () => {
    const rest = Array.from({ length: 600 }, (_, at) => `A${100 + at}     Ann                2024-03-05      30.00`);
    const table = await readOne(
      `${padded(plain)}${rest.join("\n")}\nA9       Zoe                2024-03-05 1234567.50\n`,
    );
    expect(table.rows.at(-1)).toEqual(["A9", "Zoe", "2024-03-05", "1234567.50"]);
  });

  it("splits no decimal commas if there is no header", async () => {
    const table = await readOne("5,10;2,50;7,60\n1,10;2,50;3,60\n4,00;1,25;5,25\n");
    expect(table.rows[0]).toEqual(["5,10", "2,50", "7,60"]);
  });

  it("keeps the first record if there is no header", async () => {
    const table = await readOne(`${body.join("\n")}\n`);
    expect(table.columns).toEqual(["column_1", "column_2", "column_3", "column_4"]);
    expect(table.rows).toEqual(rows);
    expect(table.reading.headerLine).toBeUndefined();
  });

  it("trusts a mapping about the header and the encoding", async () => {
    const none = await readOne("a,b\nc,d\n", "orders.csv", { headerLine: 0 });
    expect(none.rows).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    const second = await readOne("x,y\na,b\nc,d\n", "orders.csv", { headerLine: 2 });
    expect([second.columns, second.rows]).toEqual([["a", "b"], [["c", "d"]]]);
    const polish = await readOne(Buffer.from([0x6e, 0x0a, 0xb3, 0xf3, 0x64, 0xbc, 0x0a]), "orders.csv", {
      encoding: "iso-8859-2",
    });
    expect(polish.rows).toEqual([["łódź"]]);
  });

  it("joins two header rows", async () => {
    const table = await readOne(
      "Order,Customer,North,,South,\n,,qty,amount,qty,amount\nA1,Ann,1,10,2,20\nA2,Bob,3,30,4,40\n",
    );
    expect(table.columns).toEqual(["Order", "Customer", "North qty", "North amount", "South qty", "South amount"]);
    expect(table.rows).toEqual([
      ["A1", "Ann", "1", "10", "2", "20"],
      ["A2", "Bob", "3", "30", "4", "40"],
    ]);
  });

  it("numbers a name that occurs twice, and says so", async () => {
    const table = await readOne("id,Total,total\n1,2,3\n4,5,6\n");
    expect(table.columns).toEqual(["id", "Total", "total_2"]);
    expect(table.reading.notes.join(" ")).toContain("total more than once");
  });

  it("does not mistake a product of such a name for a total", async () => {
    const text = "id,product,quantity\n11,Total Care,1\n12,Total Care,1\n13,Total Care,2\n14,Total,3\n15,Soap,1\n";
    const table = await readOne(text);
    expect(table.rows.length).toBe(5);
    expect(table.reading.leftOut).toEqual([]);
  });

  it("leaves a damaged record in the middle to the quarantine, with its line", async () => {
    const table = await readOne(
      `${body.map((line) => `${line}\n`).join("")}`
        .replace("A2,Bob", "A2")
        .replace(/^/, "order_id,customer,day,amount\n"),
    );
    expect([table.rows.length, table.unreadable]).toEqual([2, 1]);
  });
});

describe("encodings", () => {
  const text = "id;stadt;betrag\n1;Köln;7,25 €\n2;Zürich;8,50 €\n";
  it.each<[string, Uint8Array, string]>([
    ["UTF-8", Buffer.from(text), "UTF-8"],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`), "UTF-8"],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), "UTF-16"],
    ["UTF-16 without its mark, big end first", Buffer.from(text, "utf16le").swap16(), "UTF-16"],
    ["Windows-1252", Buffer.from(text.replaceAll("€", "\u0080"), "latin1"), "Windows-1252"],
    [
      "Windows-1252, its first letter behind 300,000 others",
      Buffer.from(
        `${"0;Bonn;1,00\n".repeat(25_000)}3;K\u00f6ln;1,00 \u0080\n`.replace(/^/, "id;stadt;betrag\n"),
        "latin1",
      ),
      "Windows-1252",
    ],
  ])("%s", async (_name, content, encoding) => {
    const table = await readOne(content);
    expect(table.columns).toEqual(["id", "stadt", "betrag"]);
    expect(table.rows.at(-1)?.[1]).toMatch(/^(Zürich|Köln)$/);
    expect(table.rows.at(-1)?.[2]).toMatch(/^(8,50|1,00) €$/);
    expect(table.reading.encoding).toBe(encoding);
  });

  it("reads Japanese and Russian files that are not UTF-8", async () => {
    // "商品,ステータス" and "茶,発送" in Shift_JIS; "заказ;город" and "1;Казань" in Windows-1251.
    const japanese = Buffer.from("8fa495692c83588365815b835e83580a92832c94ad91970a92832c94ad91970a", "hex");
    expect((await readOne(japanese)).reading.encoding).toBe("Shift_JIS");
    const russian = Buffer.from("e7e0eae0e73be3eef0eee40a313bcae0e7e0edfc0a323bcae0e7e0edfc0a", "hex");
    const table = await readOne(russian);
    expect([table.columns, table.rows[0], table.reading.encoding]).toEqual([
      ["заказ", "город"],
      ["1", "Казань"],
      "Windows-1251",
    ]);
  });
});
