-- Every order line has a customer, or is a guest's if the source has guests.
select transaction_id, customer_id
from {{ ref('fct_transactions') }}
where
    customer_key is null
    and (customer_id is not null{% if not var('guests') %} or true{% endif %})
