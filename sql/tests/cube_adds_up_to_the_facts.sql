-- Every additive measure, in the cube and in the facts.
{%- set measures = [
    'bags', 'list_revenue', 'discounts', 'refunds', 'credits', 'chargebacks', 'replacements', 'replacement_cost',
    'reversals', 'net_revenue', 'plug'
] %}
with facts as (

    select
        {{ each_discount('coalesce(sum(%), 0) as %,') }}
        {% for measure in measures -%}
        coalesce(sum({{ measure }}), 0) as {{ measure }},
        {% endfor -%}
        count(*) as order_lines
    from {{ ref('fct_transactions') }}

),

gold as (

    select
        {{ each_discount('coalesce(sum(%), 0) as %,') }}
        {% for measure in measures -%}
        coalesce(sum({{ measure }}), 0) as {{ measure }},
        {% endfor -%}
        coalesce(sum(order_lines), 0) as order_lines
    from {{ ref('cube_customer_transaction_behavior') }}

)

select *
from facts
cross join gold
where
    {{ each_discount('facts.% <> gold.% or') }}
    {% for measure in measures -%}
    facts.{{ measure }} <> gold.{{ measure }}
    or {% endfor -%}
    facts.order_lines <> gold.order_lines
