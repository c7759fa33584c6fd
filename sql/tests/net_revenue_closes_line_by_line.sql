-- List less discounts less reversals less plug is net revenue as booked, for every order line.
select
    transaction_id,
    list_revenue,
    welcome_discount + prepaid_discount + other_discount as discounts,
    reversals,
    plug,
    net_revenue
from {{ ref('fct_transactions') }}
where list_revenue - welcome_discount - prepaid_discount - other_discount - reversals - plug <> net_revenue
