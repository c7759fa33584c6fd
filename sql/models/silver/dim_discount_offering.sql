with offerings as (

    select * from {{ ref('stg_discount_offerings') }}

),

final as (

    select
        discount_id,
        coalesce(name, discount_id) as name,
        program,
        case when program = 'prepaid' then coalesce(prepaid_orders, 0) else 0 end as prepaid_orders,
        percent_off,
        amount_off,
        valid_from,
        valid_to
    from offerings

)

select * from final
order by discount_id
