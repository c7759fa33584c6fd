with source as (

    select * from {{ source('raw', 'discount_offerings') }}

),

checked as (

    select
        source.*,
        case when discount_id is null then 'missing' end as discount_id_problem,
        {{ word_problem('program', as_program('program'), true) }},
        {{ number_problem('prepaid_orders', as_whole('prepaid_orders'), false) }},
        case
            when percent_off is null then null
            when {{ as_percent('percent_off') }} is null then 'not a number'
            when {{ as_percent('percent_off') }} not between 0 and 100 then 'unknown value'
        end as percent_off_problem,
        {{ number_problem('amount_off', as_money('amount_off'), false) }},
        {{ any_date_problem('valid_from') }},
        {{ any_date_problem('valid_to') }}
    from source

),

{{ rejections(
    source('raw', 'discount_offerings'),
    'discount_offerings',
    'discount_id',
    'discount_id',
    ['discount_id', 'program', 'prepaid_orders', 'percent_off', 'amount_off', 'valid_from', 'valid_to'],
    ['discount_id', 'name', 'program', 'prepaid_orders', 'percent_off', 'amount_off', 'valid_from', 'valid_to']
) }}

select * from rejected
