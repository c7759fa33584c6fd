with source as (

    select * from {{ source('raw', 'exchange_rates') }}

),

checked as (

    select
        source.*,
        case
            when day is null then 'missing'
            when {{ is_no_day('day') }} then 'not a date'
        end as day_problem,
        case when currency is null then 'missing' end as currency_problem,
        case
            when rate is null then 'missing'
            when {{ as_rate('rate') }} is null then 'not a number'
            when {{ as_rate('rate') }} <= 0 then 'unknown value'
        end as rate_problem
    from source

),

{{ rejections(
    source('raw', 'exchange_rates'),
    'exchange_rates',
    as_currency('currency') ~ " || ' ' || " ~ as_text('cast(' ~ as_timestamp('day') ~ ' as date)'),
    'day',
    ['day', 'currency', 'rate'],
    ['day', 'currency', 'rate']
) }}

select * from rejected
