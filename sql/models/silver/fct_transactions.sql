with transactions as (

    {{ lines_in_main_currency() }}

),

-- The sort order of the facts as one number, because sorting wide rows by text takes twice as long.
customers as (

    select
        *,
        cast(row_number() over (order by acquisition_month, point_of_entry, customer_key) as integer) as cohort_place
    from {{ ref('dim_customer_acquisition') }}

),

profiles as (

    select * from {{ ref('dim_coffee_profile') }}

),

offerings as (

    select discount_id, program, prepaid_orders
    from {{ ref('dim_discount_offering') }}

),

discounts as (

    select
        transaction_id,
        {{ program_of_line() }} as discount_program,
        {{ discount_sums() }}
        cast(sum(amount) as decimal(18, 4)) as discounts
    from {{ ref('fct_line_discounts') }}
    group by transaction_id

),

reversals as (

    select
        transaction_id,
        cast(sum(case when kind = 'refund' then amount else 0 end) as decimal(18, 4)) as refunds,
        cast(sum(case when kind = 'credit' then amount else 0 end) as decimal(18, 4)) as credits,
        cast(sum(case when kind = 'chargeback' then amount else 0 end) as decimal(18, 4)) as chargebacks,
        cast(sum(case when kind = 'replacement' then amount else 0 end) as decimal(18, 4)) as replacements,
        cast(sum(replacement_cost) as decimal(18, 4)) as replacement_cost,
        cast(sum(case when is_in_net then amount else 0 end) as decimal(18, 4)) as in_net,
        cast(sum(case when is_taken_off then amount else 0 end) as decimal(18, 4)) as taken_off
    from {{ ref('fct_reversals') }}
    group by transaction_id

),

prepaid_periods as (

    select
        subscription_id,
        prepaid_orders,
        valid_from,
        coalesce(valid_to, timestamp '9999-12-31') as valid_to
    from {{ ref('fct_subscription_periods') }}
    where prepaid_orders > 1

),

status_periods as (

    select
        customer_id,
        subscription_status,
        valid_from,
        coalesce(valid_to, timestamp '9999-12-31') as valid_to
    from {{ ref('fct_customer_status_periods') }}

),

lines as (

    select
        transactions.transaction_id,
        transactions.order_id,
        transactions.customer_id,
        customers.customer_key,
        customers.acquired_at,
        customers.acquisition_week,
        customers.acquisition_month,
        customers.acquisition_quarter,
        customers.cohort_place,
        transactions.transacted_at,
        transactions.transaction_type,
        transactions.subscription_id,
        transactions.gift_recipient_id,
        transactions.product_id,
        case when transactions.quantity <> 0 then profiles.coffee_profile_key end as coffee_profile_key,
        coalesce(case when transactions.quantity <> 0 then profiles.bag_size end, 'unknown') as bag_size,
        coalesce(case when transactions.quantity <> 0 then profiles.price_point end, 'unknown') as price_point,
        {{ own_columns('lines', 'transactions') -}}
        {{ own_columns('products', 'profiles') -}}
        transactions.discount_id,
        coalesce(discounts.discount_program, 'none') as discount_program,
        case
            when offerings.program = 'prepaid' then offerings.prepaid_orders
            else coalesce(prepaid_periods.prepaid_orders, 0)
        end as prepaid_orders,
        coalesce(status_periods.subscription_status, 'never') as subscription_status,
        transactions.quantity,
        {{ net_of_line('transactions', 'reversals') }} as net_revenue,
        {{ known_list('transactions', 'profiles') }} as known_list,
        {{ each_discount("coalesce(discounts.%, 0) as %,") }}
        coalesce(discounts.discounts, 0) as discounts,
        coalesce(reversals.refunds, 0) as refunds,
        coalesce(reversals.credits, 0) as credits,
        coalesce(reversals.chargebacks, 0) as chargebacks,
        coalesce(reversals.replacements, 0) as replacements,
        coalesce(reversals.replacement_cost, 0) as replacement_cost,
        coalesce(reversals.in_net, 0) as reversals
    from transactions
    left join customers on transactions.customer_id = customers.customer_id
    left join profiles
        on transactions.product_id = profiles.product_id
        and transactions.transacted_at >= profiles.applies_from
        and transactions.transacted_at < profiles.applies_to
    left join offerings on transactions.discount_id = offerings.discount_id
    left join discounts on transactions.transaction_id = discounts.transaction_id
    left join reversals on transactions.transaction_id = reversals.transaction_id
    left join prepaid_periods
        on transactions.subscription_id = prepaid_periods.subscription_id
        and transactions.transacted_at >= prepaid_periods.valid_from
        and transactions.transacted_at < prepaid_periods.valid_to
    left join status_periods
        on transactions.customer_id = status_periods.customer_id
        and transactions.transacted_at >= status_periods.valid_from
        and transactions.transacted_at < status_periods.valid_to

),

-- With neither a booked list value nor a list price, net revenue plus discounts and reversals is the list value.
valued as (

    select
        *,
        cast(coalesce(known_list, net_revenue + discounts + reversals) as decimal(18, 4)) as list_revenue
    from lines

),

final as (

    select
        transaction_id,
        order_id,
        customer_id,
        customer_key,
        transacted_at,
        cast(transacted_at as date) as transaction_date,
        {{ first_day_of('week', 'transacted_at') }} as transaction_week,
        {{ first_day_of('month', 'transacted_at') }} as transaction_month,
        {{ first_day_of('quarter', 'transacted_at') }} as transaction_quarter,
        {{ elapsed_days('acquired_at', 'transacted_at') }} as tenure_day,
        {{ whole_steps(elapsed_days('acquired_at', 'transacted_at'), 30) }} as tenure_month,
        {{ whole_steps(elapsed_days('acquired_at', 'transacted_at'), 7) }} as tenure_week,
        {{ calendar_months('acquisition_month', 'transacted_at') }} as tenure_calendar_month,
        {{ whole_steps(calendar_days('acquisition_week', first_day_of('week', 'transacted_at')), 7) }} as tenure_calendar_week,
        {{ calendar_quarters('acquisition_quarter', 'transacted_at') }} as tenure_calendar_quarter,
        transaction_type,
        subscription_id,
        gift_recipient_id,
        product_id,
        coffee_profile_key,
        bag_size,
        price_point,
        {{ own_columns('lines', 'valued') -}}
        {{ own_columns('products', 'valued') -}}
        discount_id,
        discount_program,
        prepaid_orders,
        subscription_status,
        quantity as bags,
        list_revenue,
        {{ each_discount('cast(% as decimal(18, 4)) as %,') }}
        cast(discounts as decimal(18, 4)) as discounts,
        cast(list_revenue - discounts as decimal(18, 4)) as billed_revenue,
        cast(refunds as decimal(18, 4)) as refunds,
        cast(credits as decimal(18, 4)) as credits,
        cast(chargebacks as decimal(18, 4)) as chargebacks,
        cast(replacements as decimal(18, 4)) as replacements,
        cast(replacement_cost as decimal(18, 4)) as replacement_cost,
        cast(reversals as decimal(18, 4)) as reversals,
        net_revenue,
        cast(list_revenue - discounts - reversals - net_revenue as decimal(18, 4)) as plug,
        cohort_place
    from valued

)

select
    transaction_id,
    order_id,
    customer_id,
    customer_key,
    transacted_at,
    transaction_date,
    transaction_week,
    transaction_month,
    transaction_quarter,
    tenure_day,
    tenure_month,
    tenure_week,
    tenure_calendar_month,
    tenure_calendar_week,
    tenure_calendar_quarter,
    transaction_type,
    subscription_id,
    gift_recipient_id,
    product_id,
    coffee_profile_key,
    bag_size,
    price_point,
    {{ own_columns('lines', 'final') -}}
    {{ own_columns('products', 'final') -}}
    discount_id,
    discount_program,
    prepaid_orders,
    subscription_status,
    bags,
    list_revenue,
    {{ each_discount('%,') }}
    discounts,
    billed_revenue,
    refunds,
    credits,
    chargebacks,
    replacements,
    replacement_cost,
    reversals,
    net_revenue,
    plug
from final
order by cohort_place, transacted_at, {{ key_hash('transaction_id') }}
