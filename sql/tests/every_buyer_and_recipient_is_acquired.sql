-- Customers who bought, received a gift or started a subscription have a point of entry.
with customers as (

    select customer_id from {{ ref('dim_customer_acquisition') }}

),

known as (

    select customer_id from {{ ref('stg_transactions') }} where customer_id is not null
    union
    select gift_recipient_id from {{ ref('stg_transactions') }} where gift_recipient_id is not null
    union
    select customer_id from {{ ref('stg_subscription_state_changes') }} where state = 'started'

)

select known.customer_id
from known
left join customers on known.customer_id = customers.customer_id
where customers.customer_id is null
