with customers as (

    select * from {{ ref('stg_customers') }}

),

-- The large table is imported once per reader, because a CTE with several readers would be copied in full.
all_lines as (

    select * from {{ ref('stg_transactions') }}

),

own_lines as (

    select * from {{ ref('stg_transactions') }}

),

gifts as (

    select
        gift_recipient_id as customer_id,
        transacted_at,
        transaction_id,
        product_id,
        quantity,
        {{ own_columns('lines', 'lines') -}}
        discount_id,
        coalesce(discount_amount, 0) as discount_amount
    from {{ ref('stg_transactions') }} as lines
    where gift_recipient_id is not null

),

state_changes as (

    select * from {{ ref('stg_subscription_state_changes') }}

),

status_periods as (

    select * from {{ ref('fct_customer_status_periods') }}

),

profiles as (

    select * from {{ ref('dim_coffee_profile') }}

),

offerings as (

    select * from {{ ref('dim_discount_offering') }}

),

first_orders as (

    select
        customer_id,
        min(transacted_at) as first_ordered_at,
        min(case when transaction_type = 'subscription' then transacted_at end) as first_subscription_order_at
    from all_lines
    group by customer_id

),

first_starts as (

    select customer_id, min(changed_at) as first_started_at
    from state_changes
    where state = 'started'
    group by customer_id

),

first_gifts as (

    select customer_id, min(transacted_at) as first_received_at
    from gifts
    group by customer_id

),

-- First own lines and first gifts received, several if they are in the same second; the entry's rank breaks the tie.
first_lines as (

    select
        own_lines.customer_id,
        own_lines.transacted_at as entered_at,
        case own_lines.transaction_type
            when 'subscription' then 1
            when 'a_la_carte' then 2
            else 3
        end as entry_rank,
        own_lines.transaction_id,
        own_lines.product_id,
        own_lines.quantity,
        {{ own_columns('lines', 'own_lines') -}}
        own_lines.discount_id,
        coalesce(own_lines.discount_amount, 0) as discount_amount
    from own_lines
    inner join first_orders
        on own_lines.customer_id = first_orders.customer_id
        and own_lines.transacted_at = first_orders.first_ordered_at

    union all

    select
        gifts.customer_id,
        gifts.transacted_at as entered_at,
        4 as entry_rank,
        gifts.transaction_id,
        gifts.product_id,
        gifts.quantity,
        {{ own_columns('lines', 'gifts') -}}
        gifts.discount_id,
        gifts.discount_amount
    from gifts
    inner join first_gifts
        on gifts.customer_id = first_gifts.customer_id
        and gifts.transacted_at = first_gifts.first_received_at

),

starts as (

    select
        state_changes.customer_id,
        state_changes.changed_at as entered_at,
        1 as entry_rank,
        state_changes.product_id,
        coalesce(state_changes.prepaid_orders, 0) as prepaid_orders,
        row_number() over (partition by state_changes.customer_id order by state_changes.change_id) as start_number
    from state_changes
    inner join first_starts
        on state_changes.customer_id = first_starts.customer_id
        and state_changes.changed_at = first_starts.first_started_at
    where state_changes.state = 'started'

),

events as (

    select customer_id, entered_at, entry_rank from first_lines
    union all
    select customer_id, entered_at, entry_rank from starts

),

ranked_events as (

    select
        *,
        row_number() over (partition by customer_id order by entered_at, entry_rank) as event_number
    from events

),

entries as (

    select customer_id, entered_at as acquired_at, entry_rank
    from ranked_events
    where event_number = 1

),

-- The line of the entry: the gift if one was received, otherwise the first own order line, which may follow a start by days.
candidate_lines as (

    select
        first_lines.*,
        row_number() over (
            partition by first_lines.customer_id
            order by
                first_lines.entry_rank,
                case when first_lines.quantity = 0 then 1 else 0 end,
                first_lines.transaction_id
        ) as line_number
    from first_lines
    inner join entries on first_lines.customer_id = entries.customer_id
    where case when entries.entry_rank = 4 then first_lines.entry_rank = 4 else first_lines.entry_rank < 4 end

),

entry_lines as (

    select * from candidate_lines where line_number = 1

),

entry_starts as (

    select * from starts where start_number = 1

),

named as (

    {{ named_discounts() }}

),

-- By name alone, because amounts depend on reversals, which say nothing about how a customer was acquired.
entry_discounts as (

    select entry_lines.transaction_id, coalesce(offerings.program, 'promotion') as program
    from entry_lines
    left join offerings on entry_lines.discount_id = offerings.discount_id
    where offerings.program is not null or entry_lines.discount_amount <> 0

    union all

    select named.transaction_id, named.program
    from named
    where named.amount <> 0 and named.transaction_id in (select transaction_id from entry_lines)

),

discounts as (

    select
        transaction_id,
        case when min(program) <> max(program) then 'several' else min(program) end as discount_program
    from entry_discounts
    group by transaction_id

),

came_with as (

    select
        entries.customer_id,
        coalesce(
            entry_lines.product_id, case when entries.entry_rank = 1 then entry_starts.product_id end
        ) as product_id,
        coalesce(entry_lines.entered_at, entries.acquired_at) as priced_at,
        {{ own_columns('lines', 'entry_lines') -}}
        coalesce(discounts.discount_program, 'none') as discount_program,
        case
            when offerings.program = 'prepaid' then offerings.prepaid_orders
            when entries.entry_rank = 1 and entry_starts.prepaid_orders > 1 then entry_starts.prepaid_orders
            else 0
        end as prepaid_orders
    from entries
    left join entry_lines on entries.customer_id = entry_lines.customer_id
    left join entry_starts on entries.customer_id = entry_starts.customer_id
    left join offerings on entry_lines.discount_id = offerings.discount_id
    left join discounts on entry_lines.transaction_id = discounts.transaction_id

),

last_status as (

    select customer_id, subscription_status
    from status_periods
    where valid_to is null

),

subscribed as (

    select
        entries.customer_id,
        case
            when first_starts.first_started_at is null then first_orders.first_subscription_order_at
            when first_orders.first_subscription_order_at is null then first_starts.first_started_at
            when first_starts.first_started_at <= first_orders.first_subscription_order_at
                then first_starts.first_started_at
            else first_orders.first_subscription_order_at
        end as first_subscribed_at
    from entries
    left join first_starts on entries.customer_id = first_starts.customer_id
    left join first_orders on entries.customer_id = first_orders.customer_id

),

final as (

    select
        entries.customer_id,
        cast(row_number() over (order by entries.customer_id) as integer) as customer_key,
        entries.acquired_at,
        cast(entries.acquired_at as date) as acquisition_date,
        {{ first_day_of('week', 'entries.acquired_at') }} as acquisition_week,
        {{ first_day_of('month', 'entries.acquired_at') }} as acquisition_month,
        {{ first_day_of('quarter', 'entries.acquired_at') }} as acquisition_quarter,
        case entries.entry_rank
            when 1 then 'subscription'
            when 2 then 'a_la_carte'
            when 3 then 'gift_purchaser'
            else 'gift_recipient'
        end as point_of_entry,
        coalesce(customers.marketing_channel, 'unknown') as marketing_channel,
        coalesce(customers.region, 'unknown') as region,
        {{ own_columns('customers', 'customers') -}}
        {{ own_entry_columns('lines', 'came_with') -}}
        {{ own_entry_columns('products', 'profiles') -}}
        came_with.product_id as acquisition_product_id,
        coalesce(profiles.bag_size, 'unknown') as acquisition_bag_size,
        coalesce(profiles.price_point, 'unknown') as acquisition_price_point,
        came_with.discount_program as acquisition_discount_program,
        came_with.prepaid_orders as acquisition_prepaid_orders,
        subscribed.first_subscribed_at,
        subscribed.first_subscribed_at is not null as became_subscriber,
        {{ elapsed_days('entries.acquired_at', 'subscribed.first_subscribed_at') }} as days_to_subscribe,
        coalesce(last_status.subscription_status, 'never') as current_status
    from entries
    left join customers on entries.customer_id = customers.customer_id
    left join came_with on entries.customer_id = came_with.customer_id
    left join profiles
        on came_with.product_id = profiles.product_id
        and came_with.priced_at >= profiles.applies_from
        and came_with.priced_at < profiles.applies_to
    left join last_status on entries.customer_id = last_status.customer_id
    left join subscribed on entries.customer_id = subscribed.customer_id

)

select * from final
order by customer_key
