with source as (

    select * from {{ source('raw', 'line_discounts') }}

),

rejected as (

    select * from {{ ref('rejected_line_discounts') }}

),

final as (

    select
        source_file,
        cast(_record as bigint) as source_record,
        transaction_id,
        coalesce(name, program) as name,
        {{ as_program_name('program') }} as program,
        {{ as_money('amount') }} as amount
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
