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
    ["Windows-1251", "caebe8e5edf2f0f3e1", "Клиентруб"],
    ["Big5", "ad71b3e6bd73b8b9", "訂單編號"],
  ])("is %s if it is in its script", (name, bytes, word) => {
    const latin = Buffer.from(bytes, "hex").toString("latin1");
    const { encoding, text } = read(Buffer.from(lines(latin), "latin1"));
    expect({ encoding, text }).toEqual({ encoding: name, text: lines(word) });
  });

  it.each([
    ["Windows-1250", "sprzeda\xbfy; Ilo\x9c\xe6; 9,90 z\xb3", "sprzedaży; Ilość; 9,90 zł"],
    ["Windows-1250", "Vy\xf8\xedzena; Mno\x9estv\xed; \xc8\xedslo", "Vyřízena; Množství; Číslo"],
    ["Windows-1250", "\xc8\xedslo; Mno\x9estv\xed; 1 250,00 K\xe8", "Číslo; Množství; 1 250,00 Kč"],
    ["Windows-1250", "Naro\xe8ilo; Pla\xe8ano; Odpo\x9ailjatelj", "Naročilo; Plačano; Odpošiljatelj"],
    ["Windows-1252", "premi\xe8re; Rh\xf4ne; \x8akoda; d\xe9j\xe0", "première; Rhône; Škoda; déjà"],
    ["Windows-1250", "V\xe1s\xe1rl\xf3; f\xf5\xf6sszeg; f\xfb", "Vásárló; főösszeg; fű"],
    ["Windows-1254", "M\xfc\xfeteri; Tutar\xfd; \xddptal", "Müşteri; Tutarı; İptal"],
    ["Windows-1257", "Pirk\xebjas; U\xfesakymas; B\xfbsena", "Pirkėjas; Užsakymas; Būsena"],
    ["Windows-1253", "\xd0\xe5\xeb\xdc\xf4\xe7\xf2; \xd0\xef\xf3\xfc\xf4\xe7\xf4\xe1", "Πελάτης; Ποσότητα"],
    [
      "Windows-1255",
      "\xee\xf1\xf4\xf8 \xe4\xe6\xee\xf0\xe4; \xfa\xe0\xf8\xe9\xea; \xec\xf7\xe5\xe7",
      "מספר הזמנה; תאריך; לקוח",
    ],
    [
      "Windows-1255",
      '\xee\xf1\xf4\xf8 \xe7\xf9\xe1\xe5\xf0\xe9\xfa; \xf1\xeb\xe5\xed \xec\xf4\xf0\xe9 \xee\xf2""\xee; \xa412',
      'מספר חשבונית; סכום לפני מע""מ; ₪12',
    ],
    [
      "Shift_JIS",
      "\x93`\x95[\x94\xd4\x8d\x86; \x8e\xe6\x88\xf8\x93\xfa\x95t; \x94\x84\x8f\xe3\x8d\x82; \x91\xdd\x95\xfb",
      "伝票番号; 取引日付; 売上高; 貸方",
    ],
    ["Latin-2", "Ilo\xb6\xe6; Warto\xb6\xe6; \xbcr\xf3d\xb3o", "Ilość; Wartość; źródło"],
  ])("is %s where its letters are those of the language: %s", (name, bytes, text) => {
    expect(read(Buffer.from(lines(bytes), "latin1"))).toEqual({ encoding: name, text: lines(text) });
  });
});
