-- Customers who never ordered, subscribed or received a gift: they have no point of entry and count nowhere.
{{ config(severity='warn') }}

with customers as (

    select customer_id from {{ ref('dim_customer_acquisition') }}

),

known as (

    select customer_id from {{ ref('stg_customers') }}
    union
    select customer_id from {{ ref('stg_subscription_state_changes') }}

)

select known.customer_id
from known
left join customers on known.customer_id = customers.customer_id
where customers.customer_id is null
