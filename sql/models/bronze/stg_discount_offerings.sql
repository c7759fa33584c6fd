with source as (

    select * from {{ source('raw', 'discount_offerings') }}

),

rejected as (

    select * from {{ ref('rejected_discount_offerings') }}

),

final as (

    select
        discount_id,
        name,
        {{ as_program('program') }} as program,
        {{ as_whole('prepaid_orders') }} as prepaid_orders,
        {{ as_percent('percent_off') }} as percent_off,
        {{ as_money('amount_off') }} as amount_off,
        {{ as_timestamp('valid_from') }} as valid_from,
        {{ as_timestamp('valid_to') }} as valid_to
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
