with transactions as (

    select min(transacted_at) as first_at, max(transacted_at) as last_at from {{ ref('stg_transactions') }}

),

state_changes as (

    select min(changed_at) as first_at, max(changed_at) as last_at from {{ ref('stg_subscription_state_changes') }}

),

reversals as (

    select min(reversed_at) as first_at, max(reversed_at) as last_at from {{ ref('stg_reversals') }}

),

happenings as (

    select * from transactions
    union all
    select * from state_changes
    union all
    select * from reversals

),

span as (

    select cast(min(first_at) as date) as first_day, cast(max(last_at) as date) as last_day
    from happenings

),

days as (

    {{ every_day('(select first_day from span)', '(select last_day from span)') }}

),

final as (

    select
        date_day,
        {{ first_day_of('week', 'date_day') }} as week,
        {{ first_day_of('month', 'date_day') }} as month,
        {{ first_day_of('quarter', 'date_day') }} as quarter,
        cast(extract(year from date_day) as integer) as year,
        cast(extract(quarter from date_day) as integer) as quarter_of_year,
        cast(extract(month from date_day) as integer) as month_of_year,
        cast(extract(day from date_day) as integer) as day_of_month,
        cast({{ day_of_week('date_day') }} as integer) as day_of_week,
        {{ day_of_week('date_day') }} >= 6 as is_weekend
    from days

)

select * from final
order by date_day
