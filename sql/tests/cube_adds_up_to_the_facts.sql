-- Every additive measure of every month, in the cube and in the facts.
{{ config(meta={'renewed': {
    'fct_transactions': 'transaction_month',
    'cube_customer_transaction_behavior': 'transaction_month'
} }) }}
{%- set measures = [
    'bags', 'list_revenue', 'discounts', 'refunds', 'credits', 'chargebacks', 'replacements', 'replacement_cost',
    'reversals', 'net_revenue', 'plug'
] %}
with facts as (

    select
        transaction_month,
        {{ each_discount('coalesce(sum(%), 0) as %,') }}
        {% for measure in measures -%}
        coalesce(sum({{ measure }}), 0) as {{ measure }},
        {% endfor -%}
        count(*) as order_lines
    from {{ ref('fct_transactions') }}
    group by transaction_month

),

gold as (

    select
        transaction_month,
        {{ each_discount('coalesce(sum(%), 0) as %,') }}
        {% for measure in measures -%}
        coalesce(sum({{ measure }}), 0) as {{ measure }},
        {% endfor -%}
        coalesce(sum(order_lines), 0) as order_lines
    from {{ ref('cube_customer_transaction_behavior') }}
    group by transaction_month

)

select *
from facts
full join gold on facts.transaction_month = gold.transaction_month
where
    facts.transaction_month is null
    or gold.transaction_month is null
    or {{ each_discount('facts.% <> gold.% or') }}
    {% for measure in measures -%}
    facts.{{ measure }} <> gold.{{ measure }}
    or {% endfor -%}
    facts.order_lines <> gold.order_lines
