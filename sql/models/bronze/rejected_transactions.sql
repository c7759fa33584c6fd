with source as (

    select * from {{ source('raw', 'transactions') }}

),

customers as (

    select distinct customer_id from {{ source('raw', 'customers') }}
    where customer_id is not null

),

offerings as (

    select distinct discount_id from {{ source('raw', 'discount_offerings') }}
    where discount_id is not null

),

build as (

    select
        {{ run_at() }} as run_at,
        (select count(*) from customers) > 0 as has_customers,
        (select count(*) from offerings) > 0 as has_offerings

),

checked as (

    select
        source.*,
        case
            when source.customer_id is null then {% if var('guests') %}cast(null as varchar){% else %}'missing'{% endif %}
            when build.has_customers and customers.customer_id is null then 'unknown customer'
        end as customer_id_problem,
        {{ date_problem('transacted_at', true) }},
        {{ word_problem('transaction_type', ['subscription', 'a_la_carte', 'gift'], false) }},
        case
            when source.gift_recipient_id is not null and build.has_customers and recipients.customer_id is null
                then 'unknown customer'
        end as gift_recipient_id_problem,
        case
            when source.quantity is null then null
            when {{ as_whole('source.quantity') }} is null then 'not a number'
            when {{ as_whole('source.quantity') }} = 0 then 'quantity is zero'
        end as quantity_problem,
        {{ number_problem('net_revenue', as_money('net_revenue'), true) }},
        case
            when source.discount_id is not null and build.has_offerings and offerings.discount_id is null
                then 'unknown value'
        end as discount_id_problem,
        {{ number_problem('list_revenue', as_money('list_revenue'), false) }},
        {{ number_problem('discount_amount', as_money('discount_amount'), false) }}
    from source
    cross join build
    left join customers on source.customer_id = customers.customer_id
    left join customers as recipients on source.gift_recipient_id = recipients.customer_id
    left join offerings on source.discount_id = offerings.discount_id

),

{{ rejections(
    source('raw', 'transactions'),
    'transactions',
    'transaction_id',
    'transaction_id',
    [
        'customer_id', 'transacted_at', 'transaction_type', 'gift_recipient_id', 'quantity', 'net_revenue',
        'discount_id', 'list_revenue', 'discount_amount'
    ],
    [
        'transaction_id', 'order_id', 'customer_id', 'transacted_at', 'transaction_type', 'subscription_id',
        'gift_recipient_id', 'product_id', 'quantity', 'net_revenue', 'discount_id', 'reversal_id', 'list_revenue',
        'discount_amount'
    ]
) }}

select * from rejected
