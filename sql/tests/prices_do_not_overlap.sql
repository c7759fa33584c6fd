-- Prices of a product that are valid at the same time.
{{ config(severity='warn') }}

with profiles as (

    select
        *,
        lead(price_valid_from) over (partition by product_id order by applies_from) as next_valid_from
    from {{ ref('dim_coffee_profile') }}

)

select product_id, price_valid_from, price_valid_to, next_valid_from
from profiles
where price_valid_to > next_valid_from
