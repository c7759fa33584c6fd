with source as (

    select * from {{ source('raw', 'reversals') }}

),

build as (

    select {{ run_at() }} as run_at

),

-- Order lines that a reversal can belong to: the one it refers to, the one that refers to it, or any of its customer's. The
-- large table is read again in each place, because a CTE with several readers would be copied in full.
named_lines as (

    select distinct transaction_id from {{ ref('stg_transactions') }}
    where transaction_id in (select transaction_id from {{ source('raw', 'reversals') }})

),

naming_lines as (

    select distinct reversal_id from {{ ref('stg_transactions') }}
    where reversal_id in (select reversal_id from {{ source('raw', 'reversals') }})

),

buyers as (

    select distinct customer_id from {{ ref('stg_transactions') }}
    where customer_id in (select customer_id from {{ source('raw', 'reversals') }})

),

checked as (

    select
        source.*,
        case
            when coalesce(named_lines.transaction_id, naming_lines.reversal_id, buyers.customer_id) is not null then null
            when source.transaction_id is not null then 'unknown value'
        end as transaction_id_problem,
        case
            when coalesce(named_lines.transaction_id, naming_lines.reversal_id, buyers.customer_id) is not null then null
            when source.transaction_id is not null then null
            when source.customer_id is null then 'missing'
            else 'unknown customer'
        end as customer_id_problem,
        {{ date_problem('reversed_at', true) }},
        {{ word_problem('kind', as_kind('kind'), true) }},
        case
            when source.amount is null and {{ as_kind('source.kind') }} = 'replacement' then null
            when source.amount is null then 'missing'
            when {{ as_money('source.amount') }} is null then 'not a number'
        end as amount_problem,
        {{ number_problem('replacement_cost', as_money('replacement_cost'), false) }}
    from source
    cross join build
    left join named_lines on source.transaction_id = named_lines.transaction_id
    left join naming_lines on source.reversal_id = naming_lines.reversal_id
    left join buyers on source.customer_id = buyers.customer_id

),

{{ rejections(
    source('raw', 'reversals'),
    'reversals',
    'reversal_id',
    'reversal_id',
    ['transaction_id', 'customer_id', 'reversed_at', 'kind', 'amount', 'replacement_cost'],
    ['reversal_id', 'transaction_id', 'customer_id', 'reversed_at', 'kind', 'amount', 'replacement_cost']
) }}

select * from rejected
