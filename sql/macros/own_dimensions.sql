{#-
    The source's own dimensions, as the var own_dimensions lists them: each a column of order lines, customers or products
    that keeps its name from bronze to gold. Every macro gives a list of columns of which each ends with a comma.
-#}

{#- Typed from the texts of a raw table; a text that is no whole number is no value of a dimension of whole numbers. -#}
{% macro own_typed_columns(of) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}
{% if dimension.type == 'integer' %}{{ as_whole(dimension.name) }} as {% endif %}{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- As they are in a relation that carries them. -#}
{% macro own_columns(of, relation) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}
{{ relation }}.{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- Of a customer's first order, named so. -#}
{% macro own_entry_columns(of, relation) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}
{{ relation }}.{{ dimension.name }} as acquisition_{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- Those that the cube has; of all carriers where none is named. -#}
{% macro own_cube_columns(of, relation) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.cube and (of == '' or dimension.of == of) -%}
{{ relation }}.{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- The same as further columns of a key, each after a comma. -#}
{% macro own_cube_key() -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.cube -%}
, {{ dimension.name }}
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- Selects of the texts of a raw table that are no value of a dimension of whole numbers, each before a union all. -#}
{% macro own_unread_values() -%}
{% set tables = {'lines': 'transactions', 'customers': 'customers', 'products': 'coffee_profiles'} -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.type == 'integer' -%}
select
    '{{ dimension.name }}' as dimension,
    {{ dimension.name }} as value
from {{ source('raw', tables[dimension.of]) }}
where {{ dimension.name }} is not null and {{ as_whole(dimension.name) }} is null

union all

{% endif -%}
{% endfor -%}
{%- endmacro %}
