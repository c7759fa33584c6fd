-- Reversals dated before the order line that they refer to.
{{ config(severity='warn', meta={'renewed': {'stg_reversals': 'transaction_id', 'stg_transactions': 'transaction_id'} }) }}

select
    reversals.reversal_id,
    reversals.reversed_at,
    lines.transacted_at
from {{ ref('stg_reversals') }} as reversals
inner join {{ ref('stg_transactions') }} as lines on reversals.transaction_id = lines.transaction_id
where reversals.reversed_at < lines.transacted_at
