-- Dimensions with more than 10,000 values: keys rather than groups, which lists and leaderboards are not made for.
{{ config(severity='warn') }}

select dimension, count(*) as distinct_values
from {{ ref('dim_own_value') }}
group by dimension
having count(*) > 10000
