import { describe, expect, it } from "vitest";
import { Utf8Stream } from "../../../source/warehouse/files/text-encoding.ts";

/** How a text of many lines is read; non-ASCII characters are given as bytes. */
function read(bytes: Buffer): { readonly encoding: string; readonly text: string } {
  const stream = new Utf8Stream();
  const text = Buffer.concat([stream.push(bytes), stream.end()]).toString("utf8");
  return { encoding: stream.encoding, text };
}

const lines = (of: string) => Array.from({ length: 40 }, (_, at) => `${at};${of};9,90\r\n`).join("");

describe("text without a byte order mark", () => {
  it.each([
    ["German", "K\xe4ufer \xc4rger Gr\xf6\xdfe"],
    ["French", "caf\xe9 cr\xe8me br\xfbl\xe9e No\xebl"],
    ["Spanish", "A\xf1o ni\xf1o \xbfqu\xe9?"],
    ["Portuguese", "promo\xe7\xe3o da\xe7\xf5es cora\xe7\xe3o"],
    ["Swedish, in capitals", "\xc5R \xd6L SM\xd6R"],
    ["amounts in euros", "12,50\xa0\x80"],
    ["numbers with a degree sign", "N\xb0 7 \xab neuf \xbb"],
  ])("is Windows-1252 if it is Latin: %s", (_, text) => {
    const { encoding, text: got } = read(Buffer.from(lines(text), "latin1"));
    expect(encoding).toBe("Windows-1252");
    expect(got).toBe(lines(text.replaceAll("\x80", "€")));
  });

  it.each([
    ["GB 18030", "c9ccc6b7cafdc1bf", "商品数量"],
    ["EUC-KR", "c1d6b9aeb9f8c8a3", "주문번호"],
    ["Windows-1251", "c7e0eae0e7", "Заказ"],
  ])("is %s if it is in its script", (name, bytes, word) => {
    const latin = Buffer.from(bytes, "hex").toString("latin1");
    const { encoding, text } = read(Buffer.from(lines(latin), "latin1"));
    expect({ encoding, text }).toEqual({ encoding: name, text: lines(word) });
  });
});
