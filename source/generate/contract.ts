/** The six files of a source and their columns, in order: those of the contract, then the demo's own dimensions. */
export const columnsOf = {
  customers: words(
    "customer_id created_at email first_name last_name region marketing_channel phone address_city address_region address_postal_code address_country consent_ad_user_data consent_ad_personalization opted_out home_store",
  ),
  transactions: words(
    "transaction_id order_id customer_id transacted_at transaction_type subscription_id gift_recipient_id product_id quantity net_revenue discount_id reversal_id pickup_store",
  ),
  subscription_state_changes: words(
    "change_id subscription_id customer_id changed_at state cadence_days prepaid_orders product_id",
  ),
  discount_offerings: words("discount_id name program prepaid_orders percent_off amount_off valid_from valid_to"),
  coffee_profiles: words(
    "product_id bag_size bag_grams method caffeination roast flavor grind gross_price price_valid_from price_valid_to",
  ),
  reversals: words("reversal_id transaction_id customer_id reversed_at kind amount replacement_cost"),
} as const;

export type Table = keyof typeof columnsOf;
export const tables = Object.keys(columnsOf) as readonly Table[];

function words(text: string): readonly string[] {
  return text.split(" ");
}
