with rates as (

    select * from {{ ref('stg_exchange_rates') }}

),

-- Days with order lines in another currency; some of them may have no rate of their own.
wanted as (

    select distinct
        {{ as_currency('lines.currency') }} as currency,
        cast({{ as_timestamp('lines.transacted_at') }} as date) as order_day
    from {{ source('raw', 'transactions') }} as lines
    where
        {% if var('main_currency') -%}
        lines.currency is not null
        and {{ as_currency('lines.currency') }} <> '{{ var("main_currency") }}'
        {%- else -%}
        1 = 0
        {%- endif %}

),

days as (

    select currency, order_day from wanted
    union
    select currency, rate_day as order_day from rates

),

-- The last day with a rate up to then.
placed as (

    select
        days.currency,
        days.order_day,
        max(rates.rate_day) over (
            partition by days.currency
            order by days.order_day
            rows between unbounded preceding and current row
        ) as rate_day
    from days
    left join rates on days.currency = rates.currency and days.order_day = rates.rate_day

),

final as (

    select
        placed.currency,
        placed.order_day,
        placed.rate_day,
        rates.exchange_rate
    from placed
    inner join wanted on placed.currency = wanted.currency and placed.order_day = wanted.order_day
    inner join rates on placed.currency = rates.currency and placed.rate_day = rates.rate_day
    where {{ calendar_days('placed.rate_day', 'placed.order_day') }} <= {{ var('exchange_rate_days') }}

)

select * from final
order by currency, order_day
