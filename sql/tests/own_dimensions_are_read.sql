{#- Tables of what carries own dimensions. -#}
{%- set tables = {'lines': 'transactions', 'customers': 'customers', 'products': 'coffee_profiles'} -%}
-- Texts that are no whole number in dimensions of whole numbers: those records have no value of it.
{{ config(severity='warn') }}

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
select
    dimension,
    value
from {{ ref('dim_own_value') }}
where 1 = 0
