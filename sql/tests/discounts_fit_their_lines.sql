-- Order lines with discounts larger than their list value; a line without a quantity is a discount itself.
{{ config(severity='warn', meta={'renewed': {'fct_transactions': 'transaction_id'} }) }}

select
    transaction_id,
    list_revenue,
    discounts
from {{ ref('fct_transactions') }}
where bags > 0 and discounts > 0 and discounts > list_revenue
