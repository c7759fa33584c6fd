{#- The amount where the net revenue that the source books was already lowered by its kind, else nothing. -#}
{% macro in_net(kind, amount) -%}
{% if kind in var('net_includes') %}{{ amount }}{% else %}0{% endif %}
{%- endmacro %}
