import type { TableName } from "../mapping/contract-tables.ts";

/** File names for each table, in a few languages; the contract's own name comes first. */
export const fileNames: Readonly<Record<TableName, string>> = {
  transactions:
    "transactions transaction orders order order_lines order_items line_items lineitems sales sale purchases invoices invoice_lines retail bestellungen verkaufe umsatze commandes ventes pedidos ventas ordini",
  customers:
    "customers customer users user clients client accounts members contacts buyers shoppers kunden clientes clienti people",
  subscription_state_changes:
    "subscription_state_changes subscription_events subscription_changes subscription_history subscriptions subscription state_changes abos abonnements suscripciones",
  discount_offerings:
    "discount_offerings discounts discount offers coupons promotions promotion promos vouchers rabatte gutscheine remises descuentos",
  coffee_profiles:
    "coffee_profiles products product catalog catalogue items skus coffees coffee price_list prices produkte artikel produits productos",
  line_discounts: "line_discounts line_discount discount_lines order_line_discounts discount_allocations",
  exchange_rates:
    "exchange_rates exchange_rate fx_rates fx_rate fx currency_rates wechselkurse taux_de_change tipos_de_cambio",
  reversals:
    "reversals refunds refund refund_requests returns return returned returned_items rma credits credit_notes chargebacks cancellations erstattungen retouren remboursements devoluciones",
};

type Synonyms = Readonly<Record<string, readonly [strong: string, weak?: string]>>;

/** Column names for each contract column elsewhere: those that leave little doubt, then those that may also mean something else. */
const customerIds =
  "customer_id customerid a_c account_ref kd_nr kdnr deb_nr debitornr card_code customer_no donor_id debtor_no sold_to sold_to_party customer_number customer_key customer cust cust_id cust_no client_id user_id buyer_id account_id member_id kunden_id kundennummer kunden_nr kundennr id_client client_no cliente_id id_cliente numero_client shopper_id no_client n_client n_cliente num_client code_client codice_cliente klant_id klantnummer kundnr kundnummer klient_id номер_клиента код_клиента id_клиента 会員id 会員番号 顧客id 顧客番号 顧客コード お客様番号 客户编号 客户id 会员id 고객번호 kunag kunrg kunnr musteri musteri_no";
const productIds =
  "product_id productid sku product_code stock_code item_id item_code product_no variant_id variant_sku artikelnummer artikel_nr produkt_id id_produit producto_id lineitem_sku";

export const columnNames: Readonly<Record<TableName, Synonyms>> = {
  transactions: {
    transaction_id: [
      "transaction_id line_id line_item_id order_line_id order_item_id txn_id lineitem_id positionsnummer",
      "id key transaction",
    ],
    order_id: [
      "order_id orderid ord_no ord_id ord_num inv_no order_no order_number order_ref invoice invoice_no invoice_id invoice_number receipt_id receipt_no receipt_number ticket_no ticket_number bestellnummer bestell_nr bestellung auftrag auftragsnummer auftrags_nr auftragsnr vorgangsnummer rechnungsnummer rechnung_nr commande_id no_commande numero_commande pedido_id numero_pedido no_do_pedido n_do_pedido n_pedido n_commande ref_commande reference_commande ordine_n numero_ordine ordernummer bestelnummer numer_zamowienia order номер_заказа номер_счета номер_документа 受注番号 注文番号 注文id 伝票番号 订单号 订单编号 주문번호 vbeln belnr siparis_no fattura numero_fattura belegnr belegnummer",
      "name number reference basket_id checkout_id",
    ],
    customer_id: [
      customerIds,
      "customer_email email user member buyer client debtor donor donator renter tenant payer auftraggeber msisdn organization organisation kunde kunden shopper cliente debitor klient клиент покупатель 会員 顧客 客户 고객",
    ],
    transacted_at: [
      "transacted_at ord_dt ord_ts ord_date inv_dt inv_date transaction_date fakturadatum fakturadato transaction_time order_date ordered_at order_time order_created_at invoice_date purchase_date purchased_at purchased_on ordered_on bought_at bought_on sold_at sold_on sale_date bestelldatum bestellt_am rechnungsdatum kaufdatum date_commande date_de_commande date_facture date_de_facture fecha_pedido fecha_venta fecha_factura data_ordine data_do_pedido data_pedido data_venda besteldatum orderdatum data_zamowienia дата_заказа дата_продажи 受注日 受注日時 注文日 注文日時 売上日 下单时间 订单日期 订单创建时间 주문일 주문일시 결제일 fkdat audat siparis_tarihi belegdatum 交易时间 交易创建时间 订单时间 付款时间",
      "placed_at created created_at date timestamp datum fecha data dato day time processed_at paid_at payment_date дата 日付 日期",
    ],
    transaction_type: [
      "transaction_type order_type purchase_type sale_type bestellart line_type",
      "type kind category",
    ],
    subscription_id: ["subscription_id subscription sub_id contract_id abo_id abo_nummer abonnement_id", "plan_id"],
    gift_recipient_id: [
      "gift_recipient_id recipient_id recipient_customer_id gift_to gift_recipient beschenkter_id",
      "recipient",
    ],
    product_id: [
      productIds,
      "product item article artikel variant stock produkt товар артикул 商品コード 商品番号 商品名 商品编号 상품코드 상품명 宝贝标题 matnr urun",
    ],
    quantity: [
      "quantity qty menge anzahl quantite cantidad quantita units unit_count order_quantity lineitem_quantity no_of_bags bags qte количество кол_во 数量 個数 수량 宝贝总数量 fkimg kwmeng adet",
      "count pieces stuck",
    ],
    net_revenue: [
      "net_revenue net_amount net_sales net_total net revenue line_total line_amount amount_paid total_paid paid_amount amount total total_price total_amount sales_amount nettobetrag netto umsatz betrag gesamtbetrag montant montant_net importe importe_neto total_net subtotal line_net",
      "paid amt spend spent price value sum gross_amount gross sales preis summe prix precio turnover",
    ],
    discount_id: [
      "discount_id coupon_id coupon_code coupon promo_code promo promotion_id voucher voucher_code discount_code gutschein gutscheincode rabatt_code code_promo",
      "discount_name offer",
    ],
    reversal_id: ["reversal_id refund_id return_id credit_note_id", ""],
    list_revenue: [
      "list_revenue list_amount list_total gross_revenue gross_sales bruttobetrag",
      "gross gross_amount amount_before_discount",
    ],
    discount_amount: [
      "discount_amount discount_value discount_total total_discount line_discount discounted_amount rabatt rabattbetrag remise descuento",
      "discount",
    ],
  },
  customers: {
    customer_id: [customerIds, "id key user member client kunde number"],
    created_at: [
      "created_at created signup_date signed_up_at sign_up_date registered_at registration_date joined_at join_date date_joined first_seen angelegt_am erstellt_am registriert_am date_creation fecha_alta",
      "date since timestamp datum",
    ],
    email: ["email e_mail email_address mail e_mail_adresse correo courriel", ""],
    first_name: ["first_name firstname given_name forename vorname prenom nombre nome", "name"],
    last_name: ["last_name lastname surname family_name nachname nom apellido apellidos cognome", ""],
    region: [
      "region state province area territory bundesland land country country_code pays pais sales_region",
      "city market location zone",
    ],
    marketing_channel: [
      "marketing_channel channel acquisition_channel utm_source source_channel traffic_source acquisition_source kanal canal lead_source referral_source",
      "source medium utm_medium campaign",
    ],
    phone: [
      "phone phone_number telephone telephone_number tel mobile mobile_phone mobile_number cell_phone telefon telefonnummer handy telefono telefone",
      "",
    ],
    address_city: ["address_city city town ort stadt wohnort ville ciudad cidade citta", ""],
    address_region: ["address_region state province state_code province_code bundesland provincia estado", ""],
    address_postal_code: [
      "address_postal_code postal_code postcode zip zip_code zipcode plz postleitzahl code_postal codigo_postal cep cap",
      "",
    ],
    address_country: ["address_country country country_code country_iso land pays pais paese", ""],
    consent_ad_user_data: [
      "consent_ad_user_data ad_user_data ad_user_data_consent ads_consent ad_consent consent_ads",
      "marketing_consent consent_marketing consent",
    ],
    consent_ad_personalization: [
      "consent_ad_personalization ad_personalization ad_personalization_consent ads_consent ad_consent consent_ads",
      "marketing_consent consent_marketing consent",
    ],
    opted_out: [
      "opted_out opt_out optout opted_out_at unsubscribed unsubscribed_at do_not_sell do_not_contact do_not_market suppressed",
      "",
    ],
  },
  subscription_state_changes: {
    change_id: ["change_id event_id state_change_id", "id key"],
    subscription_id: ["subscription_id subscription sub_id contract_id abo_id abo_nummer abonnement_id", "id"],
    customer_id: [customerIds, "customer_email email user member client kunde"],
    changed_at: [
      "changed_at event_date event_time event_at occurred_at effective_at change_date geandert_am updated_at",
      "date timestamp time created created_at datum at",
    ],
    state: [
      "state status event event_type event_name action change new_state new_status zustand ereignis estado statut",
      "type kind",
    ],
    cadence_days: [
      "cadence_days cadence interval_days frequency_days delivery_interval every_days intervall_tage",
      "interval frequency",
    ],
    prepaid_orders: ["prepaid_orders prepaid prepaid_term orders_prepaid prepaid_deliveries term", "plan"],
    product_id: [productIds, "product item plan_id artikel"],
  },
  discount_offerings: {
    discount_id: [
      "discount_id coupon_id coupon_code code promo_code promotion_id voucher_code offer_id gutscheincode",
      "id key coupon",
    ],
    name: ["name title label description bezeichnung nom nombre", ""],
    program: ["program programme discount_type offer_type promotion_type campaign_type", "type kind category"],
    prepaid_orders: ["prepaid_orders prepaid orders", "term"],
    percent_off: ["percent_off percent percentage discount_percent pct_off pct prozent rate_off", "rate value"],
    amount_off: ["amount_off discount_amount fixed_amount amount value_off betrag", "value"],
    valid_from: ["valid_from start_date starts_at start from_date gultig_ab begin active_from", "from created_at"],
    valid_to: ["valid_to end_date ends_at end to_date gultig_bis expires_at expiry active_to valid_until", "to until"],
  },
  coffee_profiles: {
    product_id: [productIds, "id key product item artikel code"],
    bag_size: ["bag_size size pack_size packaging packungsgrosse", "format"],
    bag_grams: ["bag_grams grams weight_grams weight_g net_weight_g gewicht_g gramm", "weight gewicht poids peso"],
    method: ["method brew_method brewing_method brewing zubereitung", ""],
    caffeination: ["caffeination caffeine caffeine_level decaf koffein", ""],
    roast: ["roast roast_level roast_degree rostung rostgrad torrefaction tueste", ""],
    flavor: ["flavor flavour flavor_profile taste tasting_notes geschmack saveur sabor", "notes"],
    grind: ["grind grind_size grind_type mahlgrad mouture molienda", ""],
    gross_price: [
      "gross_price list_price retail_price unit_price price rrp msrp listenpreis preis prix precio",
      "amount value",
    ],
    price_valid_from: ["price_valid_from valid_from effective_from price_from start_date gultig_ab", "from"],
    price_valid_to: ["price_valid_to valid_to effective_to price_to end_date gultig_bis", "to"],
  },
  line_discounts: {
    transaction_id: ["transaction_id line_id line_item_id order_line_id order_item_id txn_id", ""],
    name: ["name title label discount discount_name discount_code", ""],
    program: ["program programme discount_type discount_program", "type kind category"],
    amount: ["amount discount_amount amount_off discounted_amount", "value"],
  },
  exchange_rates: {
    day: ["day date rate_date valid_on as_of datum fecha", "valid_from period"],
    currency: ["currency currency_code from_currency source_currency foreign_currency wahrung devise moneda", "code"],
    rate: ["rate exchange_rate fx_rate conversion_rate rate_to_main kurs taux", "value"],
  },
  reversals: {
    reversal_id: ["reversal_id refund_id return_id credit_note_id credit_id case_id rma", "id key"],
    transaction_id: [
      "transaction_id line_id line_item_id order_line_id order_item_id txn_id",
      "order_id order_no order invoice_no",
    ],
    customer_id: [customerIds, "customer_email email user client kunde"],
    reversed_at: [
      "reversed_at refund_date refunded_at return_date returned_at credited_at refund_time erstattet_am retourniert_am",
      "date created created_at timestamp processed_at datum",
    ],
    kind: ["kind reversal_type refund_type return_type reason_type art", "type reason category resolution status"],
    amount: [
      "amount refund_amount refunded_amount credit_amount amount_refunded betrag erstattungsbetrag montant importe",
      "value total sum",
    ],
    replacement_cost: ["replacement_cost reship_cost cost kosten", ""],
  },
};
