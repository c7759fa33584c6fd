/** What a dimension of the catalog is an attribute of; a time cannot be a parent of others. */
type Carrier = "customers" | "lines" | "profiles" | "discounts" | "time";

/** The catalog's dimensions, which may be parents of a source's own and whose names are taken. */
const builtIn: Readonly<Record<Carrier, readonly string[]>> = {
  customers: words(`point_of_entry marketing_channel region acquisition_discount_program acquisition_prepaid_orders
    acquisition_bag_size acquisition_price_point`),
  lines: words("transaction_type discount_program prepaid_orders bag_size price_point subscription_status"),
  profiles: words("method caffeination roast flavor grind"),
  discounts: words("discount_name"),
  time: words(`acquisition_date acquisition_week acquisition_month acquisition_quarter fiscal_year fiscal_quarter transaction_date transaction_week
    transaction_month transaction_quarter tenure_month tenure_week`),
};

/** The catalog's measures that others can be based on: counts or sums over order lines, and the cohort's size. */
export const baseMeasureNames =
  words(`customers active_customers orders order_lines bags units list_revenue discounts welcome_discount
  prepaid_discount other_discount reversals refunds credits replacements net_revenue plug`);

/** The catalog's measures. */
const measures = [
  ...baseMeasureNames,
  ...words(`retention orders_per_customer bags_per_customer units_per_customer list_revenue_per_customer discounts_per_customer welcome_discount_per_customer
  prepaid_discount_per_customer other_discount_per_customer reversals_per_customer net_revenue_per_customer
  plug_per_customer cumulative_net_per_customer`),
];

/** Columns of the tables that own dimensions pass through, and of the steps between them. */
const columns =
  words(`acquired_at acquired_on amount_off applies_from applies_to bag_grams became_subscriber billed_revenue
  booked_discount chargebacks coffee_profile_key cohort_place copy created_at currency current_status customer_id customer_key
  days_to_subscribe discount discount_amount discount_id discounts email entered_at entry_rank event_number first_name
  first_ordered_at first_received_at first_started_at first_subscribed_at first_subscription_order_at
  gift_recipient_id gross_price in_net is_complete known_list last_name line_id line_number next_valid_from order_id
  price_number price_per_100g price_valid_from price_valid_to priced_at product_id profile_name quantity record_key source_file
  replacement_cost reversal_id share_off start_number subscription_id tenure_calendar_month tenure_calendar_quarter
  tenure_calendar_week tenure_day transacted_at transaction_id acquisition_product_id
  phone address_city address_region address_postal_code address_country consent_ad_user_data consent_ad_personalization
  opted_out`);

/** Reserved words of SQL, which cannot name a column. */
const sqlWords =
  words(`all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case
  cast check collate collation column columns concurrently constraint create cross default deferrable desc describe distinct
  do else end except false fetch for foreign freeze from full generated glob group having ilike in initially inner intersect
  into is isnull join lambda lateral leading left like limit map natural not notnull null offset on only or order outer
  overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning right select semi show
  similar some struct summarize symmetric table tablesample then to trailing true try_cast union unique unpack unpivot using
  variadic verbose when where window with`);

const carriers: ReadonlyMap<string, Carrier> = new Map(
  (Object.keys(builtIn) as Carrier[]).flatMap((carrier) => builtIn[carrier].map((name) => [name, carrier] as const)),
);

/** The owner of the catalog's dimension of this name; undefined if there is none. */
export function carrierOfBuiltIn(name: string): Carrier | undefined {
  return carriers.get(name);
}

/** Whether the catalog has a measure of this name. */
export function isOwnMeasure(name: string): boolean {
  return measures.includes(name);
}

/** Names of dimensions that the program makes itself, from the days of orders and of each customer's first one. */
export const ownDimension =
  /^((acquisition|transaction)_(day|week|month|quarter|year)|acquisition_date|tenure_(day|week|month|quarter)s?|point_of_entry)$/;

/** The catalog's dimensions that may be parents of others. */
export function possibleParents(): readonly string[] {
  return [...carriers].filter(([, carrier]) => carrier !== "time" && carrier !== "discounts").map(([name]) => name);
}

/** Why a source's own dimension cannot have this name; undefined if it can. */
export function whyReserved(name: string): string | undefined {
  if (carriers.has(name)) return "the catalog has a dimension of this name";
  if (measures.includes(name)) return "the catalog has a measure of this name";
  if (columns.includes(name)) return "the order lines, customers or products have a column of this name";
  const ofFirstOrder = `acquisition_${name}`;
  if (carriers.has(ofFirstOrder) || columns.includes(ofFirstOrder))
    return `customers have ${ofFirstOrder}, which that of their first order would be called`;
  if (sqlWords.includes(name)) return "SQL reserves this word";
  if (/^(acquisition|tenure|transaction)_|^discount_of_|_discount(_per_customer)?$/.test(name))
    return "names that begin or end like this are the program's own";
  return undefined;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
