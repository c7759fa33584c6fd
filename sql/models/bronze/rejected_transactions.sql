{%- set no_problem = as_text('null') -%}
{%- set line_currency = as_currency('source.currency') -%}
{%- set line_time = as_timestamp('source.transacted_at') -%}
with source as (

    select * from {{ source('raw', 'transactions') }}

),

build as (

    select {{ run_at() }} as run_at

),

{% if var('main_currency') -%}
rates as (

    select currency as rate_currency, order_day as rate_day from {{ ref('exchange_rates_by_day') }}

),

{% endif -%}

-- A line without a quantity is kept if it has an amount: a fee, or a discount on the whole order.
checked as (

    select
        source.*,
        case
            when customer_id is null then {% if var('guests') %}{{ no_problem }}{% else %}'missing'{% endif %}
        end as customer_id_problem,
        {{ date_problem('transacted_at', true) }},
        {{ word_problem('transaction_type', as_transaction_type('transaction_type'), false) }},
        case
            when quantity is null then null
            when {{ as_whole('quantity') }} is null then 'not a number'
            when
                {{ as_whole('quantity') }} = 0
                and {{ as_money('net_revenue') }} = 0
                and coalesce({{ as_money('list_revenue') }}, 0) = 0
                and coalesce({{ as_money('discount_amount') }}, 0) = 0
                then 'no quantity and no money'
        end as quantity_problem,
        {% for discount in var('discounts') -%}
        {{ number_problem(discount.column, as_money(discount.column), false) }},
        {% endfor -%}
        {{ number_problem('net_revenue', as_money('net_revenue'), true) }},
        {{ number_problem('list_revenue', as_money('list_revenue'), false) }},
        {{ number_problem('discount_amount', as_money('discount_amount'), false) }},
        {% if var('main_currency') -%}
        case
            when source.currency is null or {{ line_currency }} = '{{ var("main_currency") }}' then null
            when rates.rate_currency is null and {{ line_time }} is not null then 'no exchange rate'
        end as currency_problem
        {%- else -%}
        {{ no_problem }} as currency_problem
        {%- endif %}
    from source
    cross join build
    {% if var('main_currency') -%}
    left join rates
        on {{ line_currency }} = rates.rate_currency
        and cast({{ line_time }} as date) = rates.rate_day
    {%- endif %}

),

{{ rejections(
    source('raw', 'transactions'),
    'transactions',
    'transaction_id',
    'transaction_id',
    [
        'customer_id', 'transacted_at', 'transaction_type', 'quantity', 'net_revenue', 'list_revenue',
        'discount_amount', 'currency'
    ],
    [
        'transaction_id', 'order_id', 'customer_id', 'transacted_at', 'transaction_type', 'subscription_id',
        'gift_recipient_id', 'product_id', 'quantity', 'net_revenue', 'discount_id', 'reversal_id', 'list_revenue',
        'discount_amount', 'currency'
    ],
    'lines'
) }}

select * from rejected
