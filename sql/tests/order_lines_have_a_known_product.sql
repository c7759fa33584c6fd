-- Order lines of products without a profile, where the source brings profiles: their list price is unknown.
{{ config(severity='warn') }}

select transaction_id, product_id
from {{ ref('fct_transactions') }}
where
    coffee_profile_key is null
    and product_id is not null
    and exists (select 1 from {{ ref('dim_coffee_profile') }})
