{%- set amounts = [
    'list_revenue', 'discounts', 'reversals', 'net_revenue', 'plug'
] -%}
with customers as (

    select * from {{ ref('dim_customer_acquisition') }}

),

transactions as (

    select * from {{ ref('fct_transactions') }}
    where tenure_day < {{ var('first_month_days') }}

),

last_day as (

    select max(date_day) as last_day from {{ ref('dim_date') }}

),

first_months as (

    select
        customer_key,
        count(distinct {{ key_hash('order_id') }}) as orders,
        sum(bags) as bags,
        {{ each_discount('sum(%) as %,') }}
        {% for amount in amounts -%}
        sum({{ amount }}) as {{ amount }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from transactions
    group by customer_key

),

final as (

    select
        customers.customer_id,
        customers.customer_key,
        customers.acquired_at,
        customers.acquisition_date,
        customers.acquisition_week,
        customers.acquisition_month,
        customers.acquisition_quarter,
        customers.point_of_entry,
        customers.marketing_channel,
        customers.region,
        {{ own_columns('customers', 'customers') -}}
        customers.acquisition_product_id,
        customers.acquisition_bag_size,
        customers.acquisition_price_point,
        customers.acquisition_discount_program,
        customers.acquisition_prepaid_orders,
        {{ add_days('customers.acquired_at', var('first_month_days')) }}
            <= {{ add_days('cast(last_day.last_day as timestamp)', 1) }} as is_complete,
        cast(coalesce(first_months.orders, 0) as integer) as orders,
        cast(coalesce(first_months.bags, 0) as integer) as bags,
        {{ each_discount('cast(coalesce(first_months.%, 0) as decimal(38, 4)) as %,') }}
        {% for amount in amounts -%}
        cast(coalesce(first_months.{{ amount }}, 0) as decimal(38, 4)) as {{ amount }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from customers
    cross join last_day
    left join first_months on customers.customer_key = first_months.customer_key

)

select * from final
order by acquisition_month, point_of_entry, customer_key
