-- Keys of several columns that occur more than once, and the key of the staged order lines.
{{ config(meta={'renewed': {
    'stg_transactions': 'transaction_id',
    'fct_line_discounts': 'transaction_id',
    'cube_customer_transaction_behavior': 'transaction_month',
    'stg_line_discounts': ['source_file', 'source_record'],
    'stg_exchange_rates': ['currency', 'rate_day'],
    'stg_coffee_profiles': ['product_id', 'price_valid_from'],
    'rejected_coffee_profiles': [],
    'rejected_customers': [],
    'rejected_discount_offerings': [],
    'rejected_exchange_rates': [],
    'rejected_line_discounts': [],
    'rejected_reversals': [],
    'rejected_subscription_state_changes': [],
    'rejected_transactions': [],
    'rounded_amounts': [],
    'quarantine': [],
    'unlisted_keys': [],
    'exchange_rates_by_day': [],
    'discount_signs': ['discount_name', 'program'],
    'fct_subscription_periods': 'subscription_id',
    'fct_customer_status_periods': 'customer_id',
    'dim_own_value': ['dimension', 'value'],
    'driver_trends_monthly': ['acquisition_month', 'point_of_entry', 'marketing_channel']
} }) }}
{%- set grains = [
    [ref('stg_transactions'), 'stg_transactions', 'transaction_id'],
    [ref('stg_line_discounts'), 'stg_line_discounts', 'source_file, source_record'],
    [ref('stg_exchange_rates'), 'stg_exchange_rates', 'currency, rate_day'],
    [ref('stg_coffee_profiles'), 'stg_coffee_profiles', 'product_id, price_valid_from'],
    [ref('rejected_coffee_profiles'), 'rejected_coffee_profiles', 'source_file, source_record, column_name'],
    [ref('rejected_customers'), 'rejected_customers', 'source_file, source_record, column_name'],
    [ref('rejected_discount_offerings'), 'rejected_discount_offerings', 'source_file, source_record, column_name'],
    [ref('rejected_exchange_rates'), 'rejected_exchange_rates', 'source_file, source_record, column_name'],
    [ref('rejected_line_discounts'), 'rejected_line_discounts', 'source_file, source_record, column_name'],
    [ref('rejected_reversals'), 'rejected_reversals', 'source_file, source_record, column_name'],
    [ref('rejected_subscription_state_changes'), 'rejected_subscription_state_changes', 'source_file, source_record, column_name'],
    [ref('rejected_transactions'), 'rejected_transactions', 'source_file, source_record, column_name'],
    [ref('rounded_amounts'), 'rounded_amounts', 'source_table, column_name'],
    [ref('quarantine'), 'quarantine', 'source_table, source_file, source_line, source_record, column_name'],
    [ref('unlisted_keys'), 'unlisted_keys', 'source_table, named_in, named_as, unlisted_key'],
    [ref('exchange_rates_by_day'), 'exchange_rates_by_day', 'currency, order_day'],
    [ref('discount_signs'), 'discount_signs', 'discount_name, program'],
    [ref('fct_line_discounts'), 'fct_line_discounts', 'transaction_id, discount_name, program'],
    [ref('fct_subscription_periods'), 'fct_subscription_periods', 'subscription_id, valid_from, valid_to, state'],
    [ref('fct_customer_status_periods'), 'fct_customer_status_periods', 'customer_id, valid_from'],
    [ref('dim_own_value'), 'dim_own_value', 'dimension, value'],
    [ref('cube_customer_transaction_behavior'), 'cube_customer_transaction_behavior', 'acquisition_month, point_of_entry, marketing_channel, region, tenure_month, transaction_month, transaction_type, discount_program, prepaid_orders, bag_size, price_point, subscription_status' ~ own_cube_key()],
    [ref('driver_trends_monthly'), 'driver_trends_monthly', 'acquisition_month, point_of_entry, marketing_channel']
] %}

{% for grain in grains -%}
select '{{ grain[1] }}' as model, count(*) as repeated_keys
from (
    select 1 as repeated
    from {{ grain[0] }}
    group by {{ grain[2] }}
    having count(*) > 1
) as repeats
having count(*) > 0
{% if not loop.last %}union all
{% endif %}{% endfor %}
