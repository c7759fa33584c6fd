with reversals as (

    select * from {{ ref('stg_reversals') }}

),

transactions as (

    select * from {{ ref('stg_transactions') }}

),

named as (

    select reversals.reversal_id, transactions.transaction_id
    from reversals
    inner join transactions on reversals.transaction_id = transactions.transaction_id

),

naming as (

    select reversals.reversal_id, max(transactions.transaction_id) as transaction_id
    from reversals
    inner join transactions on reversals.reversal_id = transactions.reversal_id
    group by reversals.reversal_id

),

ordered as (

    select
        reversals.*,
        coalesce(named.transaction_id, naming.transaction_id) as order_line
    from reversals
    left join named on reversals.reversal_id = named.reversal_id
    left join naming on reversals.reversal_id = naming.reversal_id

),

-- Without a known order it belongs to the customer's latest line at or before it, else to the first one.
line_times as (

    select
        ordered.reversal_id,
        ordered.customer_id,
        coalesce(
            max(case when transactions.transacted_at <= ordered.reversed_at then transactions.transacted_at end),
            min(transactions.transacted_at)
        ) as transacted_at
    from ordered
    inner join transactions on ordered.customer_id = transactions.customer_id
    where ordered.order_line is null
    group by ordered.reversal_id, ordered.customer_id

),

guessed as (

    select line_times.reversal_id, max(transactions.transaction_id) as transaction_id
    from line_times
    inner join transactions
        on line_times.customer_id = transactions.customer_id
        and line_times.transacted_at = transactions.transacted_at
    group by line_times.reversal_id

),

resolved as (

    select
        ordered.*,
        coalesce(ordered.order_line, guessed.transaction_id) as resolved_transaction_id
    from ordered
    left join guessed on ordered.reversal_id = guessed.reversal_id

),

final as (

    select
        resolved.reversal_id,
        transactions.transaction_id,
        transactions.customer_id,
        resolved.reversed_at,
        {{ first_day_of('month', 'resolved.reversed_at') }} as reversal_month,
        resolved.kind,
        resolved.amount,
        coalesce(resolved.replacement_cost, 0) as replacement_cost,
        {{ elapsed_days('transactions.transacted_at', 'resolved.reversed_at') }} as days_after_order,
        resolved.kind in (
            {% for kind in var('net_includes') %}'{{ kind }}', {% endfor %}''
        ) as is_in_net
    from resolved
    inner join transactions on resolved.resolved_transaction_id = transactions.transaction_id

)

select * from final
order by reversed_at, reversal_id
