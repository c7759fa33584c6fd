with source as (

    select * from {{ source('raw', 'subscription_state_changes') }}

),

customers as (

    select distinct customer_id from {{ source('raw', 'customers') }}
    where customer_id is not null

),

build as (

    select
        {{ run_at() }} as run_at,
        (select count(*) from customers) > 0 as has_customers

),

checked as (

    select
        source.*,
        case when source.subscription_id is null then 'missing' end as subscription_id_problem,
        case
            when source.customer_id is null then 'missing'
            when build.has_customers and customers.customer_id is null then 'unknown customer'
        end as customer_id_problem,
        {{ date_problem('changed_at', true) }},
        {{ word_problem(
            'state',
            ['started', 'paused', 'resumed', 'skipped', 'plan_changed', 'cancelled', 'reactivated'],
            true
        ) }},
        {{ number_problem('cadence_days', as_whole('cadence_days'), false) }},
        {{ number_problem('prepaid_orders', as_whole('prepaid_orders'), false) }}
    from source
    cross join build
    left join customers on source.customer_id = customers.customer_id

),

{{ rejections(
    source('raw', 'subscription_state_changes'),
    'subscription_state_changes',
    'change_id',
    'change_id',
    ['subscription_id', 'customer_id', 'changed_at', 'state', 'cadence_days', 'prepaid_orders'],
    [
        'change_id', 'subscription_id', 'customer_id', 'changed_at', 'state', 'cadence_days', 'prepaid_orders',
        'product_id'
    ]
) }}

select * from rejected
