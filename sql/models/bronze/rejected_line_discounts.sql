with source as (

    select * from {{ source('raw', 'line_discounts') }}

),

-- The order lines that a discount can belong to. The large table is read only for the lines referred to.
named_lines as (

    select distinct transaction_id from {{ ref('stg_transactions') }}
    where transaction_id in (select transaction_id from {{ source('raw', 'line_discounts') }})

),

checked as (

    select
        source.*,
        case
            when source.transaction_id is null then 'missing'
            when named_lines.transaction_id is null then 'unknown value'
        end as transaction_id_problem,
        case
            when source.program is null then 'missing'
            when {{ as_program_name('source.program') }} = '' then 'unknown value'
        end as program_problem,
        {{ number_problem('amount', as_money('amount'), true) }}
    from source
    left join named_lines on source.transaction_id = named_lines.transaction_id

),

{{ rejections(
    source('raw', 'line_discounts'),
    'line_discounts',
    as_text('null'),
    'transaction_id',
    ['transaction_id', 'program', 'amount'],
    ['transaction_id', 'name', 'program', 'amount']
) }}

select * from rejected
