-- Every order line has its customer; without one it is a guest's, where the source has guests.
select transaction_id, customer_id
from {{ ref('fct_transactions') }}
where
    customer_key is null
    and (customer_id is not null{% if not var('guests') %} or true{% endif %})
