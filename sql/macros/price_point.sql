{#- Segment of a list price per 100 g; its boundaries are vars, declared once. -#}
{% macro price_point(price_per_100g) -%}
case
            when {{ price_per_100g }} is null then 'unknown'
            when {{ price_per_100g }} >= {{ var('price_point_premium_from') }} then 'premium'
            when {{ price_per_100g }} >= {{ var('price_point_balanced_from') }} then 'balanced'
            else 'classic'
        end
{%- endmacro %}
