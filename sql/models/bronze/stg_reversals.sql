with source as (

    select * from {{ source('raw', 'reversals') }}

),

rejected as (

    select * from {{ ref('rejected_reversals') }}

),

final as (

    select
        coalesce(reversal_id, source_file || ':' || {{ as_text('_record') }}) as reversal_id,
        transaction_id,
        customer_id,
        {{ as_timestamp('reversed_at') }} as reversed_at,
        {{ as_kind('kind') }} as kind,
        cast(coalesce({{ as_money('amount') }}, 0) as decimal(18, 4)) as amount,
        {{ as_money('replacement_cost') }} as replacement_cost
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
