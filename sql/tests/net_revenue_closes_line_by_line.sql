-- List less discounts less reversals less plug is net revenue as booked, for every order line.
{{ config(meta={'renewed': {'fct_transactions': 'transaction_id'} }) }}

select
    transaction_id,
    list_revenue,
    discounts,
    reversals,
    plug,
    net_revenue
from {{ ref('fct_transactions') }}
where list_revenue - discounts - reversals - plug <> net_revenue
