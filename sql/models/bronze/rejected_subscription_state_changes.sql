with source as (

    select * from {{ source('raw', 'subscription_state_changes') }}

),

build as (

    select {{ run_at() }} as run_at

),

checked as (

    select
        source.*,
        case when subscription_id is null then 'missing' end as subscription_id_problem,
        case when customer_id is null then 'missing' end as customer_id_problem,
        {{ date_problem('changed_at', true) }},
        {{ word_problem('state', as_state('state'), true) }},
        {{ number_problem('cadence_days', as_whole('cadence_days'), false) }},
        {{ number_problem('prepaid_orders', as_whole('prepaid_orders'), false) }}
    from source
    cross join build

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
