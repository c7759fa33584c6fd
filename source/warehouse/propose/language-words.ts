/** What words of columns and statuses mean, in languages whose exports are read by one vocabulary. */
export type Meaning =
  | "net"
  | "amount"
  | "price"
  | "unit"
  | "quantity"
  | "tax"
  | "without"
  | "within"
  | "discount"
  | "shipping"
  | "refund"
  | "customer"
  | "order"
  | "number"
  | "date"
  | "product"
  | "status"
  | "cancelled"
  | "refunded"
  | "waiting"
  | "done";

/** Words and phrases apart by `|`; those of statuses are beginnings. Languages that are read word by word elsewhere are not here. */
export const languages: Readonly<Record<string, Readonly<Partial<Record<Meaning, string>>>>> = {
  "Czech and Slovak": {
    ...{ amount: "částka|celkem|celkom|čiastka|hodnota|spolu", price: "cena|ceny", unit: "jednotková|kus" },
    ...{ quantity: "množství|množstvo|počet|kusů|ks", tax: "dph", without: "bez", within: "s|včetně|vrátane" },
    ...{ discount: "sleva|zľava", shipping: "doprava|dopravné|poštovné", refund: "vráceno|dobropis" },
    ...{
      customer: "zákazník|zákazníka|odběratel|odběratele|odberateľ|kupující|kupujúci",
      number: "číslo|kód",
      date: "datum|dátum",
    },
    ...{ order: "objednávka|objednávky|faktura|faktury|faktúra|faktúry|doklad|dokladu|účtenka", status: "stav" },
    ...{ product: "zboží|tovar|položka", cancelled: "storn|zrušen", refunded: "vrácen" },
    waiting: "čeká|čaká|nezaplac|nezaplat|neuhraz",
    done: "vyřízen|vybaven|zaplac|zaplat|dokonč|doruč|odesl|odosl|expedov|uhraz",
  },
  Danish: {
    ...{ amount: "beløb|i alt|ialt", price: "pris|stykpris|enhedspris", unit: "stykpris|enhedspris|styk" },
    ...{ quantity: "antal|stk", tax: "moms", without: "ekskl|eks|uden", within: "inkl", discount: "rabat" },
    ...{ shipping: "fragt|porto|levering", refund: "refunderet|krediteret", customer: "kunde", number: "nr|nummer" },
    ...{ order: "ordre|faktura|bilag|kvittering", date: "dato|ordredato|fakturadato", product: "vare|varenavn" },
    ...{ status: "tilstand", cancelled: "annuller|slettet", refunded: "refunder|kredit|retur" },
    ...{ waiting: "afvent|venter|ubetalt", done: "afsendt|betalt|leveret|gennemfør|afslut|ekspeder" },
  },
  Norwegian: {
    ...{ amount: "beløp|totalt", price: "pris|stykkpris|enhetspris", unit: "stykkpris|enhetspris", quantity: "antall" },
    ...{ tax: "mva", without: "uten|ekskl|eks", within: "inkl", discount: "rabatt", shipping: "frakt|porto" },
    ...{ refund: "refundert|kreditert", customer: "kunde", order: "ordre|faktura|bestilling", number: "nr|nummer" },
    ...{ date: "dato|ordredato|fakturadato", product: "vare|varenavn", cancelled: "kansell|avbestil|annuller" },
    ...{ refunded: "refunder|kredit|retur", waiting: "venter|avvent|ubetalt", done: "levert|betalt|sendt|fullfør" },
  },
  Finnish: {
    ...{ net: "veroton|netto", amount: "summa|yhteensä|loppusumma", price: "hinta|yksikköhinta|kappalehinta" },
    ...{ unit: "yksikköhinta|kappalehinta", quantity: "määrä|kpl", tax: "alv|vero|verollinen", without: "ilman" },
    ...{ within: "verollinen|sis", discount: "alennus", shipping: "toimituskulut|postikulut|rahti" },
    ...{ refund: "hyvitys|palautus|palautettu", customer: "asiakas", order: "tilaus|lasku|kuitti|laskun|tilauksen" },
    ...{ number: "numero|nro|tunnus", date: "päivämäärä|päivä|pvm|tilauspäivä|laskupäivä", product: "tuote" },
    ...{ status: "tila", cancelled: "peru|mitätöi", refunded: "hyvite|palaute" },
    ...{ waiting: "odott|maksamat|avoin", done: "toimite|makset|valmis|lähete" },
  },
  Hungarian: {
    ...{ net: "nettó", amount: "összeg|érték|végösszeg|összesen", price: "ár|egységár", unit: "egységár" },
    ...{ quantity: "mennyiség|darab|db", tax: "áfa", without: "nélkül", within: "bruttó", discount: "kedvezmény" },
    ...{ shipping: "szállítás|szállítási|fuvar", refund: "visszatérítés|jóváírás", customer: "vevő|ügyfél|vásárló" },
    ...{ order: "rendelés|rendelésszám|számla|számlaszám|bizonylat|bizonylatszám", number: "szám|száma|kód|azonosító" },
    ...{ date: "dátum|dátuma|kelte|ideje", product: "termék|cikk", status: "állapot|státusz" },
    ...{ cancelled: "töröl|sztorn|visszavon|lemond|meghiúsul", refunded: "visszatér|visszáru|jóváír" },
    ...{
      waiting: "vár|függő|nyitott|fizetetlen|fizetésre",
      done: "teljesít|fizetve|kifizet|kiszállít|lezár|kész|postáz",
    },
  },
  Greek: {
    ...{ net: "καθαρή|καθαρό|καθαρά", amount: "αξία|ποσό|σύνολο", price: "τιμή", unit: "μονάδας" },
    ...{ quantity: "ποσότητα|τεμάχια", tax: "φπα", without: "χωρίς|άνευ|προ", within: "με", discount: "έκπτωση" },
    ...{ shipping: "μεταφορικά|αποστολή", refund: "επιστροφή", customer: "πελάτης|πελάτη|πελατών" },
    ...{ order: "παραγγελία|παραγγελίας|τιμολόγιο|τιμολογίου|παραστατικό|παραστατικού|απόδειξη" },
    ...{ number: "αριθμός|αρ|κωδικός", date: "ημερομηνία", product: "προϊόν|είδος", status: "κατάσταση" },
    ...{ cancelled: "ακυρ", refunded: "επιστρ", waiting: "αναμον|εκκρεμ|απληρωτ" },
    done: "ολοκληρ|παραδ|πληρω|εξοφλ|αποσταλ",
  },
  Hebrew: {
    ...{ net: "נטו", amount: "סכום|סהכ|סך", price: "מחיר", unit: "ליחידה", quantity: "כמות", tax: "מעמ" },
    ...{ without: "לפני|ללא", within: "כולל", discount: "הנחה", shipping: "משלוח", refund: "החזר|זיכוי" },
    ...{ customer: "לקוח|לקוחה", order: "הזמנה|חשבונית|קבלה", number: "מספר|מס|קוד", date: "תאריך" },
    ...{ product: "מוצר|פריט", status: "סטטוס|מצב", cancelled: "בוטל|מבוטל|ביטול", refunded: "הוחזר|זוכה" },
    ...{ waiting: "ממתין|ממתינה", done: "הושלם|הושלמה|שולם|נשלח|נמסר" },
  },
  Arabic: {
    ...{ net: "صافي|الصافي", amount: "مبلغ|المبلغ|إجمالي|الإجمالي|مجموع|المجموع|قيمة|القيمة", price: "سعر|السعر" },
    ...{ unit: "وحدة|الوحدة", quantity: "كمية|الكمية", tax: "ضريبة|الضريبة|للضريبة", without: "قبل|بدون|غير" },
    ...{ within: "شامل|بعد|مع", discount: "خصم|الخصم", shipping: "شحن|الشحن|توصيل|التوصيل", refund: "مسترد|استرداد" },
    ...{ customer: "عميل|العميل|زبون|الزبون|مشتري|المشتري", order: "طلب|الطلب|فاتورة|الفاتورة", number: "رقم|كود" },
    ...{ date: "تاريخ|التاريخ", product: "منتج|المنتج|صنف|الصنف", status: "حالة|الحالة" },
    ...{ cancelled: "ملغ|إلغاء|الغاء|ألغي", refunded: "مسترد|مسترجع|مرتجع", waiting: "انتظار|الانتظار|معلق" },
    done: "مكتمل|مدفوع|تسليم|التسليم",
  },
  Thai: {
    ...{ net: "สุทธิ", amount: "ยอด|ยอดรวม|ยอดเงิน|จำนวนเงิน|มูลค่า", price: "ราคา", unit: "ต่อหน่วย", quantity: "จำนวน" },
    ...{ tax: "ภาษี|vat", without: "ก่อน|ไม่รวม", within: "รวม", discount: "ส่วนลด", shipping: "ค่าส่ง|ค่าจัดส่ง" },
    ...{ refund: "คืนเงิน", customer: "ลูกค้า|ผู้ซื้อ|สมาชิก", order: "คำสั่งซื้อ|สั่งซื้อ|ใบแจ้งหนี้|ใบเสร็จ" },
    ...{ number: "เลขที่|หมายเลข|รหัส", date: "วันที่", product: "สินค้า", status: "สถานะ", cancelled: "ยกเลิก" },
    ...{ refunded: "คืนเงิน|คืนสินค้า", waiting: "รอ|ค้างชำระ", done: "สำเร็จ|ชำระแล้ว|จัดส่งแล้ว|เสร็จ" },
  },
  Vietnamese: {
    ...{ amount: "thành tiền|tổng tiền|tổng cộng|doanh thu|số tiền|giá trị", price: "giá|đơn giá", unit: "đơn giá" },
    ...{ quantity: "số lượng", tax: "thuế", without: "trước|chưa", within: "sau|gồm", discount: "giảm giá|chiết khấu" },
    ...{ shipping: "phí vận chuyển|phí ship", refund: "hoàn tiền", customer: "khách hàng|người mua|khách" },
    ...{
      order: "đơn hàng|hóa đơn|đặt hàng|đặt",
      number: "mã|số",
      date: "ngày|thời gian",
      product: "sản phẩm|hàng hóa",
    },
    ...{ status: "trạng thái|tình trạng", cancelled: "hủy|huỷ|đã hủy", refunded: "hoàn tiền|trả hàng|hoàn trả" },
    ...{ waiting: "chờ|chưa", done: "hoàn thành|hoàn tất|đã giao|đã thanh toán|thành công" },
  },
  Romanian: {
    ...{ net: "netă", amount: "valoare|valoarea|sumă", price: "preț", unit: "unitar", quantity: "cantitate|buc" },
    ...{ tax: "tva", without: "fără", within: "cu|inclusiv", discount: "reducere", shipping: "transport|livrare" },
    ...{ refund: "rambursat|returnat|stornat", customer: "client|clientului|cumpărător", number: "nr|număr|cod" },
    ...{ order: "comandă|comanda|comenzii|factură|factura|facturii|bon", date: "data|dată", product: "produs|articol" },
    ...{ status: "stare", cancelled: "anulat|storn", refunded: "rambursat|returnat", waiting: "așteptare|neplătit" },
    done: "livrat|plătit|finalizat|expediat|achitat",
  },
  Ukrainian: {
    ...{ amount: "сума|вартість|всього|разом|виручка", price: "ціна", unit: "одиницю", quantity: "кількість|шт" },
    ...{ tax: "пдв", without: "без", within: "з|із|включно", discount: "знижка", shipping: "доставка" },
    ...{ refund: "повернення|повернуто", customer: "клієнт|клієнта|покупець|покупця|замовник|контрагент" },
    ...{ order: "замовлення|рахунок|рахунку|накладна|чек|чека", number: "номер|код", date: "дата", product: "товар" },
    ...{ status: "статус|стан", cancelled: "скасов|анульов|відмін", refunded: "повернен|повернут" },
    ...{ waiting: "очіку|неоплач|нов", done: "виконан|оплачен|доставлен|відправлен|заверш" },
  },
  "Indonesian and Malay": {
    ...{ net: "bersih", amount: "total bayar|nilai|nominal|jumlah bayar", price: "harga|harga satuan", unit: "satuan" },
    ...{ quantity: "jumlah|kuantitas|kuantiti", tax: "pajak|ppn|cukai", without: "sebelum|tanpa", within: "termasuk" },
    ...{ discount: "diskon|potongan", shipping: "ongkos kirim|ongkir|pengiriman", refund: "pengembalian" },
    ...{ customer: "pembeli|pelanggan|konsumen", order: "pesanan|faktur|struk", number: "no|nomor|kode" },
    ...{
      date: "tanggal|tgl|waktu|tarikh",
      product: "produk|barang",
      cancelled: "batal|dibatal",
      refunded: "dikembali",
    },
    ...{ waiting: "menunggu|belum", done: "selesai|dibayar|dikirim|terkirim|lunas" },
  },
  Bulgarian: {
    ...{ amount: "стойност|сума|общо|всичко", price: "цена", unit: "единична", quantity: "количество|бр", tax: "ддс" },
    ...{ without: "без", within: "с|със", discount: "отстъпка", shipping: "доставка", refund: "върнат" },
    ...{ customer: "клиент|купувач", order: "поръчка|фактура|документ", number: "номер|код", date: "дата" },
    ...{ product: "продукт|стока", status: "статус|състояние", cancelled: "отказ|анулир|отмен" },
    ...{
      refunded: "възстанов|върнат",
      waiting: "чака|изчакв|неплатен",
      done: "изпълнен|платен|доставен|изпратен|заверш",
    },
  },
  "Croatian, Serbian and Slovene": {
    ...{ amount: "iznos|vrijednost|vrednost|znesek|ukupno|skupaj", price: "cijena|cena", unit: "jedinična|enoto" },
    ...{ quantity: "količina|kom", tax: "pdv|ddv", without: "bez|brez", within: "s|sa|z", discount: "popust|rabat" },
    ...{
      shipping: "dostava|poštarina|poštnina",
      refund: "povrat|vračilo",
      customer: "kupac|kupca|kupec|klijent|stranka",
    },
    ...{ order: "narudžba|narudžbe|račun|računa|naročilo|naročila|faktura", number: "broj|šifra|številka|oznaka" },
    ...{
      date: "datum",
      product: "artikl|artikal|proizvod|izdelek",
      status: "stanje",
      refunded: "vraćen|vrnjen|povrat",
    },
    ...{ cancelled: "otkaza|storn|poništ|preklic", waiting: "čeka|čaka|neplać|neplač|čekanju" },
    done: "isporuč|plaćen|plačan|dovrš|poslan|zaključ|dostavljen|završ",
  },
  "Estonian, Latvian and Lithuanian": {
    ...{ amount: "summa|suma|kokku|kopā|viso", price: "hind|cena|kaina", quantity: "kogus|daudzums|kiekis|skaits" },
    ...{ tax: "käibemaks|käibemaksuta|pvn|pvm", without: "ilma|bez|be|käibemaksuta", within: "koos|ar|su" },
    ...{ customer: "klient|klients|klientas|pircējs|pirkėjas|ostja", number: "number|numurs|numeris|kood|kods|kodas" },
    ...{ order: "tellimus|tellimuse|pasūtījums|pasūtījuma|užsakymas|užsakymo|arve|rēķins|sąskaita" },
    ...{
      date: "kuupäev|datums|data",
      product: "toode|prece|prekė|kaup",
      status: "olek|staatus|statuss|būsena|statusas",
    },
    ...{ cancelled: "tühista|atcelt|atšauk|anul", waiting: "ootel|gaida|laukia" },
    done: "täidetud|makstud|tarnitud|tasutud|piegād|apmaks|įvykd|apmok|pristat",
  },
  Turkish: {
    ...{
      amount: "tutar|toplam|bedel|tutarı",
      price: "fiyat|fiyatı",
      unit: "birim",
      quantity: "miktar|adet",
      tax: "kdv",
    },
    ...{ without: "hariç", within: "dahil", discount: "indirim|iskonto", shipping: "kargo", refund: "iade" },
    ...{
      customer: "müşteri|cari|alıcı",
      order: "sipariş|fatura|fiş",
      number: "no|numarası|kodu|kod",
      date: "tarih|tarihi",
    },
    ...{ product: "ürün|stok|malzeme", status: "durum|durumu", cancelled: "iptal", refunded: "iade" },
    ...{ waiting: "bekliyor|beklemede|ödenmedi", done: "tamamlan|teslim|ödendi|onaylan" },
  },
};
