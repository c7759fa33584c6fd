-- Discounts line by line: those of the facts, their sum over the programs, and those listed by name.
{{ config(meta={'renewed': {'fct_transactions': 'transaction_id', 'fct_line_discounts': 'transaction_id'} }) }}

with facts as (

    select
        transaction_id,
        discounts,
        {{ each_discount('% +') }} 0 as by_program
    from {{ ref('fct_transactions') }}

),

listed as (

    select transaction_id, sum(amount) as amount
    from {{ ref('fct_line_discounts') }}
    group by transaction_id

)

select
    facts.transaction_id,
    facts.discounts,
    facts.by_program,
    listed.amount
from facts
left join listed on facts.transaction_id = listed.transaction_id
where
    facts.discounts <> facts.by_program
    or facts.discounts <> coalesce(listed.amount, 0)
