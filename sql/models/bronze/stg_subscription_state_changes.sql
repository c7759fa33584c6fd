with source as (

    select * from {{ source('raw', 'subscription_state_changes') }}

),

rejected as (

    select * from {{ ref('rejected_subscription_state_changes') }}

),

final as (

    select
        coalesce(change_id, source_file || ':' || {{ as_text('_record') }}) as change_id,
        subscription_id,
        customer_id,
        {{ as_timestamp('changed_at') }} as changed_at,
        {{ as_state('state') }} as state,
        {{ as_whole('cadence_days') }} as cadence_days,
        {{ as_whole('prepaid_orders') }} as prepaid_orders,
        product_id
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
