{#-
    Amounts in several currencies: order lines name theirs, and the rate of the day converts them to the var main_currency.
    If that is empty, every macro leaves amounts as they are.
-#}

{#- The code of a currency, in any case: eur is EUR. -#}
{% macro as_currency(text) -%}
upper(trim({{ text }}))
{%- endmacro %}

{#- Value of one unit of a currency in the main one: seven digits before the point, twelve after it. -#}
{% macro as_rate(text) -%}
{{ adapter.dispatch('as_rate')(text) }}
{%- endmacro %}

{% macro default__as_rate(text) -%}
try_cast({{ text }} as decimal(19, 12))
{%- endmacro %}

{#- An amount in the main currency, rounded once; a line without a rate is already in it. -#}
{% macro converted(amount, rate) -%}
cast({{ amount }} * coalesce({{ rate }}, cast(1 as decimal(19, 12))) as decimal(18, 4))
{%- endmacro %}

{#- The same if amounts are converted at all; `rates` is fct_line_conversions, joined to the lines. -#}
{% macro in_main_currency(amount, rates) -%}
{% if var('main_currency') %}{{ converted(amount, rates ~ '.exchange_rate') }}{% else %}{{ amount }}{% endif %}
{%- endmacro %}

{#- A join of the order lines' rates to a relation with a line's id. -#}
{% macro join_conversions(lines) -%}
{% if var('main_currency') -%}
left join {{ ref('fct_line_conversions') }} as conversions on {{ lines }}.transaction_id = conversions.transaction_id
{%- endif %}
{%- endmacro %}

{#- The order lines with their amounts in the main currency. -#}
{% macro lines_in_main_currency() -%}
{% if var('main_currency') -%}
select
        lines.transaction_id,
        lines.order_id,
        lines.customer_id,
        lines.transacted_at,
        lines.transaction_type,
        lines.subscription_id,
        lines.gift_recipient_id,
        lines.product_id,
        lines.quantity,
        lines.discount_id,
        {{ own_columns('lines', 'lines') -}}
        {{ in_main_currency('lines.net_revenue', 'conversions') }} as net_revenue,
        {{ in_main_currency('lines.list_revenue', 'conversions') }} as list_revenue,
        {{ in_main_currency('lines.discount_amount', 'conversions') }} as discount_amount
    from {{ ref('stg_transactions') }} as lines
    {{ join_conversions('lines') }}
{%- else -%}
select * from {{ ref('stg_transactions') }}
{%- endif %}
{%- endmacro %}
