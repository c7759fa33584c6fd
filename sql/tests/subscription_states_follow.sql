-- State changes that cannot follow the previous one: a subscription that does not begin with a start, starts twice,
-- continues after its end, or resumes without a pause.
{{ config(severity='warn') }}

with changes as (

    select
        change_id,
        subscription_id,
        changed_at,
        state,
        lag(state) over (
            partition by subscription_id
            order by changed_at, case when state = 'started' then 0 else 1 end, change_id
        ) as state_before
    from {{ ref('stg_subscription_state_changes') }}

)

select * from changes
where
    (state_before is null and state <> 'started')
    or (state_before = 'cancelled' and state not in ('reactivated', 'started'))
    or (state = 'started' and state_before <> 'cancelled')
    or (state = 'reactivated' and state_before not in ('cancelled', 'paused'))
    or (state = 'resumed' and state_before in ('started', 'resumed', 'reactivated'))
