{#- The amount if its kind already lowered the net revenue that the source books, otherwise 0. -#}
{% macro in_net(kind, amount) -%}
{% if kind in var('net_includes') %}{{ amount }}{% else %}0{% endif %}
{%- endmacro %}
