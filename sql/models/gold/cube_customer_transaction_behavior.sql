{%- set dimensions = [
    'acquisition_month', 'point_of_entry', 'marketing_channel', 'region', 'tenure_month', 'transaction_month',
    'transaction_type', 'discount_program', 'prepaid_orders', 'bag_size', 'price_point', 'subscription_status'
] -%}
{%- set amounts = [
    'list_revenue', 'discounts', 'refunds', 'credits', 'chargebacks', 'replacements', 'replacement_cost', 'reversals',
    'net_revenue', 'plug'
] -%}
with transactions as (

    select * from {{ ref('fct_transactions') }}

),

customers as (

    select * from {{ ref('dim_customer_acquisition') }}

),

joined as (

    select
        transactions.*,
        customers.acquisition_month,
        customers.point_of_entry,
        customers.marketing_channel,
        {{ own_cube_columns('customers', 'customers') -}}
        customers.region
    from transactions
    left join customers on transactions.customer_key = customers.customer_key

),

final as (

    select
        {% for dimension in dimensions -%}
        {{ dimension }},
        {% endfor -%}
        {{ own_cube_columns('', 'joined') -}}
        cast(count(*) as bigint) as order_lines,
        cast({{ distinct_count(key_hash('order_id')) }} as bigint) as orders,
        cast(sum(bags) as bigint) as bags,
        {{ each_discount('cast(sum(%) as decimal(38, 4)) as %,') }}
        {% for amount in amounts -%}
        cast(sum({{ amount }}) as decimal(38, 4)) as {{ amount }},
        {% endfor -%}
        cast({{ distinct_count('customer_key') }} as bigint) as customers
    from joined
    group by
        {% for dimension in dimensions -%}
        {{ dimension }}{% if not loop.last %},{% endif %}
        {% endfor -%}
        {{ own_cube_key() }}
)

select * from final
order by acquisition_month, point_of_entry, tenure_month, transaction_month
