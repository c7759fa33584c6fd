-- Texts that are not whole numbers in dimensions of whole numbers: those records have no value in them.
{{ config(severity='warn') }}

{{ own_unread_values() }}
select
    dimension,
    value
from {{ ref('dim_own_value') }}
where 1 = 0
