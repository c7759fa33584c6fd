with reversals as (

    select * from {{ ref('stg_reversals') }}

),

-- The large table is imported once per reader, because a CTE with several readers would be copied in full.
lines_by_id as (

    select transaction_id, customer_id, transacted_at from {{ ref('stg_transactions') }}

),

lines_with_reversal as (

    select transaction_id, customer_id, transacted_at, reversal_id
    from {{ ref('stg_transactions') }}
    where reversal_id is not null

),

named as (

    select
        reversals.reversal_id,
        lines_by_id.transaction_id,
        lines_by_id.customer_id,
        lines_by_id.transacted_at
    from reversals
    inner join lines_by_id on reversals.transaction_id = lines_by_id.transaction_id

),

naming as (

    select
        reversals.reversal_id,
        lines_with_reversal.transaction_id,
        lines_with_reversal.customer_id,
        lines_with_reversal.transacted_at,
        row_number() over (
            partition by reversals.reversal_id order by lines_with_reversal.transaction_id desc
        ) as line_number
    from reversals
    inner join lines_with_reversal on reversals.reversal_id = lines_with_reversal.reversal_id
    where not exists (select 1 from named where named.reversal_id = reversals.reversal_id)

),

known as (

    select reversal_id, transaction_id, customer_id, transacted_at from named
    union all
    select reversal_id, transaction_id, customer_id, transacted_at from naming where line_number = 1

),

-- Without a known order it belongs to the customer's latest line at or before it, otherwise to the first one.
orderless as (

    select reversals.reversal_id, reversals.customer_id, reversals.reversed_at
    from reversals
    where not exists (select 1 from known where known.reversal_id = reversals.reversal_id)

),

orderless_lines as (

    select transaction_id, customer_id, transacted_at
    from {{ ref('stg_transactions') }}
    where customer_id in (select customer_id from orderless)

),

line_times as (

    select
        orderless.reversal_id,
        orderless.customer_id,
        coalesce(
            max(case when orderless_lines.transacted_at <= orderless.reversed_at then orderless_lines.transacted_at end),
            min(orderless_lines.transacted_at)
        ) as transacted_at
    from orderless
    inner join orderless_lines on orderless.customer_id = orderless_lines.customer_id
    group by orderless.reversal_id, orderless.customer_id

),

guessed as (

    select
        line_times.reversal_id,
        max(orderless_lines.transaction_id) as transaction_id,
        line_times.customer_id,
        line_times.transacted_at
    from line_times
    inner join orderless_lines
        on line_times.customer_id = orderless_lines.customer_id
        and line_times.transacted_at = orderless_lines.transacted_at
    group by line_times.reversal_id, line_times.customer_id, line_times.transacted_at

),

resolved as (

    select * from known
    union all
    select * from guessed

),

final as (

    select
        reversals.reversal_id,
        resolved.transaction_id,
        resolved.customer_id,
        reversals.reversed_at,
        {{ first_day_of('month', 'reversals.reversed_at') }} as reversal_month,
        reversals.kind,
        {{ in_main_currency('reversals.amount', 'conversions') }} as amount,
        cast(coalesce({{ in_main_currency('reversals.replacement_cost', 'conversions') }}, 0) as decimal(18, 4)) as replacement_cost,
        {{ elapsed_days('resolved.transacted_at', 'reversals.reversed_at') }} as days_after_order,
        reversals.kind in (
            {% for kind in var('net_includes') %}'{{ kind }}', {% endfor %}
            {%- for kind in var('net_before') %}'{{ kind }}', {% endfor %}''
        ) as is_in_net,
        reversals.kind in (
            {% for kind in var('net_before') %}'{{ kind }}', {% endfor %}''
        ) as is_taken_off
    from reversals
    inner join resolved on reversals.reversal_id = resolved.reversal_id
    {{ join_conversions('resolved') }}

)

select * from final
order by reversed_at, reversal_id
