with source as (

    select * from {{ source('raw', 'customers') }}

),

rejected as (

    select * from {{ ref('rejected_customers') }}

),

final as (

    select
        customer_id,
        {{ as_timestamp('created_at') }} as created_at,
        email,
        first_name,
        last_name,
        region,
        {{ own_typed_columns('customers') -}}
        marketing_channel
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source._file and rejected.source_record = source._record
    )

)

select * from final
