-- Reversals by kind: as loaded, at their order lines, and in the columns of the facts.
with bronze as (

    select
        reversals.kind,
        count(*) as reversals,
        sum({{ in_main_currency('reversals.amount', 'conversions') }}) as amount
    from {{ ref('stg_reversals') }} as reversals
    {% if var('main_currency') -%}
    left join {{ ref('fct_reversals') }} as placed on reversals.reversal_id = placed.reversal_id
    {%- endif %}
    {{ join_conversions('placed') }}
    group by reversals.kind

),

silver as (

    select kind, count(*) as reversals, sum(amount) as amount
    from {{ ref('fct_reversals') }}
    group by kind

),

totals as (

    select
        sum(refunds) as refund,
        sum(credits) as credit,
        sum(chargebacks) as chargeback,
        sum(replacements) as replacement
    from {{ ref('fct_transactions') }}

),

facts as (

    select 'refund' as kind, refund as amount from totals
    union all
    select 'credit' as kind, credit as amount from totals
    union all
    select 'chargeback' as kind, chargeback as amount from totals
    union all
    select 'replacement' as kind, replacement as amount from totals

)

select
    facts.kind,
    bronze.reversals as in_bronze,
    silver.reversals as in_silver,
    bronze.amount as bronze_amount,
    silver.amount as silver_amount,
    facts.amount as facts_amount
from facts
left join bronze on facts.kind = bronze.kind
left join silver on facts.kind = silver.kind
where
    coalesce(bronze.reversals, 0) <> coalesce(silver.reversals, 0)
    or coalesce(bronze.amount, 0) <> coalesce(silver.amount, 0)
    or coalesce(silver.amount, 0) <> coalesce(facts.amount, 0)
