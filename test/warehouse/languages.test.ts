import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { revenueWord } from "../../source/warehouse/propose/revenue-words.ts";
import { scratch } from "./support/scratch.ts";

/** Order, date, customer, amount without tax and status, and the words for completed and cancelled. */
const exports_: readonly (readonly [string, string, string, string])[] = [
  ["Czech", "Číslo objednávky;Datum;Číslo zákazníka;Částka bez DPH;Stav", "Vyřízena", "Stornována"],
  ["Danish", "Ordrenr.;Ordredato;Kundenr.;Beløb ekskl. moms;Status", "Afsendt", "Annulleret"],
  ["Norwegian", "Ordrenummer;Dato;Kundenummer;Beløp eks. mva;Status", "Levert", "Kansellert"],
  ["Finnish", "Tilausnumero;Päivämäärä;Asiakasnumero;Veroton summa;Tila", "Toimitettu", "Peruttu"],
  ["Hungarian", "Rendelésszám;Dátum;Vevőkód;Nettó érték;Állapot", "Teljesítve", "Törölve"],
  ["Greek", "Αρ. παραγγελίας;Ημερομηνία;Κωδικός πελάτη;Καθαρή αξία;Κατάσταση", "Ολοκληρωμένη", "Ακυρωμένη"],
  ["Hebrew", "מספר הזמנה;תאריך;מספר לקוח;סכום לפני מע״מ;סטטוס", "הושלם", "בוטל"],
  ["Arabic", "رقم الطلب;التاريخ;رقم العميل;المبلغ قبل الضريبة;الحالة", "مكتمل", "ملغي"],
  ["Thai", "เลขที่คำสั่งซื้อ;วันที่สั่งซื้อ;รหัสลูกค้า;ยอดก่อน VAT;สถานะ", "สำเร็จ", "ยกเลิก"],
  ["Vietnamese", "Mã đơn hàng;Ngày đặt;Mã khách hàng;Thành tiền;Trạng thái", "Hoàn thành", "Đã hủy"],
  ["Romanian", "Nr. comandă;Data;Client;Valoare fără TVA;Stare", "Livrată", "Anulată"],
  ["Ukrainian", "Номер замовлення;Дата;Клієнт;Сума без ПДВ;Статус", "Виконано", "Скасовано"],
  ["Indonesian", "No. Pesanan;Tanggal;Pembeli;Total Bayar;Status Pesanan", "Selesai", "Dibatalkan"],
  ["Bulgarian", "Поръчка №;Дата;Клиент;Стойност без ДДС;Статус", "Изпълнена", "Отказана"],
  ["Croatian", "Broj narudžbe;Datum;Kupac;Iznos bez PDV-a;Status", "Isporučeno", "Otkazano"],
  ["Turkish", "Fatura No;Fatura Tarihi;Cari Kodu;KDV Hariç Tutar;Durum", "Tamamlandı", "İptal Edildi"],
  [
    "Turkish marketplaces",
    "Sipariş No;Sipariş Tarihi;Müşteri No;Tutar;Sipariş Statüsü",
    "Teslim Edildi",
    "İptal Edildi",
  ],
];

describe("an export in another language", () => {
  it.each(exports_)("is read in %s", async (_, header, done, cancelled) => {
    const rows = Array.from({ length: 12 }, (__, at) =>
      [`A${at + 1}`, `${at + 14}.2.2024`, `K${at % 4}`, "10,50", at % 6 === 5 ? cancelled : done].join(";"),
    );
    const source = await scratch({ "export.csv": `${header}\n${rows.join("\n")}\n` });
    await withProposal({ source }, async ({ proposal }) => {
      expect(proposal.totals).toMatchObject({ netRevenue: "105.00", orders: 10, customers: 4 });
      expect(proposal.decisions.filter(({ isAssumption }) => isAssumption).map(({ id }) => id)).toEqual(["rows"]);
    });
  });

  it.each(["Qtde", "Qtd", "Quantidade"])("multiplies a price of one piece by its pieces, called %s", async (pieces) => {
    const rows = ["P-1;03/01/2024;ana;2;12,50", "P-2;15/01/2024;rui;1;1.014,90", "P-3;31/03/2024;ana;4;20,00"];
    const source = await scratch({ "vendas.csv": `Pedido;Data;Cliente;${pieces};Valor unit.\n${rows.join("\n")}\n` });
    await withProposal({ source }, async ({ proposal }) => {
      expect(proposal.totals).toMatchObject({ netRevenue: "1119.90", orders: 3 });
    });
  });

  it("leaves out what is cancelled under any name of a column, beside a word that says nothing", async () => {
    const states = ["Delivered", "Cancelled", "En vol", "Shipped"];
    const rows = Array.from({ length: 12 }, (_, at) => `A${at},2024-02-${at + 10},K${at % 3},10.50,${states[at % 4]}`);
    const source = await scratch({ "export.csv": `Order,Date,Customer,Amount,Where it is\n${rows.join("\n")}\n` });
    await withProposal({ source }, async ({ proposal }) => {
      expect(proposal.totals).toMatchObject({ netRevenue: "94.50", orders: 9 });
    });
  });

  it.each([
    ["Čeká na platbu", "doubt"],
    ["Nezaplaceno", "doubt"],
    ["Zaplaceno", "revenue"],
    ["Odottaa maksua", "doubt"],
    ["Fizetésre vár", "doubt"],
    ["Неоплачено", "doubt"],
    ["Menunggu Pembayaran", "doubt"],
    ["Đã thanh toán", "revenue"],
    ["Chờ thanh toán", "doubt"],
    ["รอชำระเงิน", "doubt"],
  ])("recognises what %s means", (word, meaning) => {
    expect(revenueWord(word)).toBe(meaning);
  });
});
