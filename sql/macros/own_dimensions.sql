{#-
    The source's own dimensions, as the var own_dimensions lists them: each a column of order lines, customers or products
    that keeps its name from bronze to gold. Every macro returns a list of columns, each followed by a comma.
-#}

{#- Typed from the texts of a raw table; text that is not a whole number gives no value in a dimension of whole numbers. -#}
{% macro own_typed_columns(of) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}
{% if dimension.type == 'integer' %}{{ as_whole(dimension.name) }} as {% endif %}{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- From a relation that has them. -#}
{% macro own_columns(of, relation) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}
{{ relation }}.{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- From a customer's first order, with names that say so. -#}
{% macro own_entry_columns(of, relation) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}
{{ relation }}.{{ dimension.name }} as acquisition_{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- Those in the cube; of all carriers if none is given. -#}
{% macro own_cube_columns(of, relation) -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.cube and (of == '' or dimension.of == of) -%}
{{ relation }}.{{ dimension.name }},
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- The same as additional columns of a key, each preceded by a comma. -#}
{% macro own_cube_key() -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.cube -%}
, {{ dimension.name }}
        {% endif -%}
{% endfor -%}
{%- endmacro %}

{#- Selects of the texts of a raw table that are not valid in a dimension of whole numbers, each followed by union all. -#}
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
