with source as (

    select * from {{ source('raw', 'coffee_profiles') }}

),

rejected as (

    select * from {{ ref('rejected_coffee_profiles') }}

),

final as (

    select
        product_id,
        {{ as_bag_size('bag_size') }} as bag_size,
        {{ as_whole('bag_grams') }} as bag_grams,
        method,
        coalesce({{ as_caffeination('caffeination') }}, caffeination) as caffeination,
        roast,
        flavor,
        grind,
        {{ own_typed_columns('products') -}}
        {{ as_money('gross_price') }} as gross_price,
        {{ as_timestamp('price_valid_from') }} as price_valid_from,
        {{ as_timestamp('price_valid_to') }} as price_valid_to
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
