with changes as (

    select * from {{ ref('stg_subscription_state_changes') }}

),

-- A skipped delivery or a changed plan does not change the state.
numbered as (

    select
        *,
        case
            when state in ('started', 'resumed', 'reactivated') then 'active'
            when state in ('paused', 'cancelled') then state
        end as new_state,
        sum(case when state in ('skipped', 'plan_changed') then 0 else 1 end) over (
            partition by subscription_id order by changed_at, change_id
            rows between unbounded preceding and current row
        ) as state_number,
        lead(changed_at) over (partition by subscription_id order by changed_at, change_id) as next_changed_at
    from changes

),

stated as (

    select
        *,
        max(new_state) over (partition by subscription_id, state_number) as carried_state
    from numbered

),

final as (

    select
        subscription_id,
        customer_id,
        coalesce(carried_state, 'active') as state,
        changed_at as valid_from,
        next_changed_at as valid_to,
        cadence_days,
        coalesce(prepaid_orders, 0) as prepaid_orders,
        product_id
    from stated
    where next_changed_at is null or next_changed_at > changed_at

)

select * from final
order by customer_id, subscription_id, valid_from
