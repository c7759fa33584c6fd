{# A product of money and a quantity, null if it is too large for money; such a line has no known list value. #}
{% macro money_that_fits(amount) -%}
    {{ adapter.dispatch('money_that_fits')(amount) }}
{%- endmacro %}

{% macro default__money_that_fits(amount) -%}
try_cast({{ amount }} as decimal(18, 4))
{%- endmacro %}

{#- An amount divided by a number, with more decimals than money has, so that it is rounded once. -#}
{% macro divided(amount, by) -%}
{{ adapter.dispatch('divided')(amount, by) }}
{%- endmacro %}

{% macro duckdb__divided(amount, by) -%}
{{ amount }} / {{ by }}
{%- endmacro %}

{% macro default__divided(amount, by) -%}
cast({{ amount }} as decimal(38, 18)) / {{ by }}
{%- endmacro %}
