with periods as (

    select * from {{ ref('fct_subscription_periods') }}

),

-- A customer may have several subscriptions: count the active and the paused ones as they change.
steps as (

    select
        customer_id,
        valid_from as stepped_at,
        case when state = 'active' then 1 else 0 end as active,
        case when state = 'paused' then 1 else 0 end as paused
    from periods

    union all

    select
        customer_id,
        valid_to as stepped_at,
        case when state = 'active' then -1 else 0 end as active,
        case when state = 'paused' then -1 else 0 end as paused
    from periods
    where valid_to is not null

),

moments as (

    select customer_id, stepped_at, sum(active) as active, sum(paused) as paused
    from steps
    group by customer_id, stepped_at

),

counted as (

    select
        customer_id,
        stepped_at,
        sum(active) over (
            partition by customer_id order by stepped_at rows between unbounded preceding and current row
        ) as active,
        sum(paused) over (
            partition by customer_id order by stepped_at rows between unbounded preceding and current row
        ) as paused
    from moments

),

stated as (

    select
        customer_id,
        stepped_at,
        case when active > 0 then 'active' when paused > 0 then 'paused' else 'cancelled' end as status
    from counted

),

compared as (

    select
        *,
        lag(status) over (partition by customer_id order by stepped_at) as status_before
    from stated

),

final as (

    select
        customer_id,
        status as subscription_status,
        stepped_at as valid_from,
        lead(stepped_at) over (partition by customer_id order by stepped_at) as valid_to
    from compared
    where status_before is null or status_before <> status

)

select * from final
order by customer_id, valid_from
