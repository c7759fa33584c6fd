import type { ColumnFacts } from "./column-facts.ts";
import { dateShare } from "./date-style.ts";
import { isCustomerElsewhere, isCustomerNumber } from "./foreign-names.ts";
import type { Hints } from "./hints.ts";
import { normalName } from "./normal-name.ts";
import { numberShare } from "./number-style.ts";

/** How well a column identifies a person, 0 to 1: documented, an id, an address, a name. */
export function strengthOf(facts: ColumnFacts, named: number | undefined, hints: Hints | undefined): number {
  if (hints?.customer === facts.name) return 1;
  if (facts.words.some((word) => word.startsWith("{")) || dateShare(facts) > 0.5) return 0;
  const name = normalName(facts.name);
  if (
    /(^|_)(seller|vendor|owner|employee|cashier|staff|agent|rep|merchant|supplier|(?<!(?:shopper|customer|client|user|buyer|account)_)reference|group|type|segment|since|class|note|message|user_agent)($|_)/.test(
      name,
    )
  )
    return 0;
  const isPerson = person.test(name) || easternPerson.test(name) || isCustomerElsewhere(name);
  if (cards.test(name)) return 0.6;
  if (devices.test(name)) return 0.6;
  if (/(^|_)(unique|global|person|master)_id$/.test(name) && isPerson) return 0.96;
  if (/name$/.test(name) && isPerson) return 0.4;
  if (
    /^(tax_id|vat_id|cpf|cnpj|gstin|nif|dni|nit|rut|ruc|rfc|cuit|oib|eik|edrpou)(_|$)|_(gstin|cpf|cnpj|vat_id)$/.test(
      name,
    )
  )
    return 0.6;
  if (facts.email > 0.8) return /ship|seller|staff|from|to_|empfanger|recipient|destinat|payee/.test(name) ? 0.5 : 0.8;
  if (named !== undefined && named > 0) return facts.email > 0.5 ? 0.8 : named;
  if (isPerson && /phone|mobile|telefon/.test(name)) return 0.55;
  if (
    isPerson &&
    /(_ids?|(?<=\p{Script=Han}|\p{Script=Hangul})id|番号|编号|번호|_no|_nr|_number|_ref|_reference|_uid|_code|_key|_guid|_uuid|nummer)$|^(id|nro|num|numero|cod|codigo|код|номер)_/u.test(
      name,
    )
  )
    return 0.85;
  if (isCustomerNumber(name)) return 0.85;
  if (/^(gegenkonto|konto|personenkonto|contra_account|offset_account|counterparty)(_|$)/.test(name))
    return facts.words.length === 0 || facts.words.length > 4 ? 0.3 : 0;
  const isText = facts.iso < 0.5 && numberShare(facts) < 0.5;
  if (isPerson && isText && (facts.words.length === 0 || facts.words.length > 4)) return 0.45;
  if (name === "account" && facts.whole > 0.9 && (facts.words.length === 0 || facts.words.length > 12)) return 0.3;
  // If nothing else identifies a buyer, full names do.
  return /^((full|bill(ing)?(_to)?)_)?(name|nom|nombre|nome|naam|navn|namn|wer|who|qui|quien|vem|hvem|имя|氏名|お名前|姓名)(_full)?$/.test(
    name,
  ) &&
    isText &&
    facts.words.length !== 1
    ? 0.3
    : 0;
}

/** What distinguishes people if nobody asks for their name: at a till, on the phone. */
const cards =
  /^(loyalty|membership|bonus|club)_?(id|no|nr|number|card|card_no|card_number)$|^card_(no|nr|number|id)$|^msisdn$/;

/** Ids by which event logs distinguish people. */
const devices = /(^|_)(distinct|anonymous|visitor|profile|device|pseudo|amplitude|mixpanel)_id$/;

/** The same in scripts without spaces between words. */
const easternPerson = /用户|买方|对方|会員|顧客|お客様|得意先|取引先|客户|会员|买家|고객|구매자|회원|거래처/;

/** Words for the buyer. */
const person = new RegExp(
  `(^|_)(${[
    "customer|client|user|buyer|backer|patron|purchaser|member|shopper|consumer|account|company|contact|person|party|partner|payer|guest|subscriber|cust|debtor|donor|donator|supporter|patient|tenant|renter|policyholder|passenger|traveller|participant|attendee|student|retailer|reseller|dealer|distributor|organi[sz]ation|household|sold_to|bill_to|username",
    "giver|pupil|family|bidder|holder|consignor|plate|licen[cs]e_plate|kennzeichen|receptor|mitglied\\p{L}*|schuler|eleve|famille|alumn[oa]|familia|beneficiari[oa]",
    "constituent|auftraggeber|besteller|rechnungsempfanger|mieter|spender|mandant",
    "gast|gastname|reisender|viajero|voyageur|kunde|kunden\\p{L}*|debitor|consument\\p{L}*|klant\\p{L}*|kundnamn|kundnr|musteri|kaufer|cliente|acheteur|comprador|acquirente|klant|koper|kund|klient|nabywca|kontakt|contato|contacto|contatto|razao_social|razon_social|ragione_sociale|raison_sociale|firma|tiers|comp_aux|relatie|adherent|huesped|ospite",
    "клиент\\p{L}*|покупател\\p{L}*|контрагент\\p{L}*|заказчик\\p{L}*|компания|компании|会員|顧客|お客様|客户|会员|고객",
  ]
    .join("|")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")})($|_)`,
  "u",
);
