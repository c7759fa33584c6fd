with source as (

    select * from {{ source('raw', 'exchange_rates') }}

),

rejected as (

    select * from {{ ref('rejected_exchange_rates') }}

),

final as (

    select
        cast({{ as_timestamp('source.day') }} as date) as rate_day,
        {{ as_currency('source.currency') }} as currency,
        {{ as_rate('source.rate') }} as exchange_rate
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
