with offerings as (

    select * from {{ ref('stg_discount_offerings') }}

),

unlisted as (

    select unlisted_key as discount_id
    from {{ ref('unlisted_keys') }}
    where source_table = 'discount_offerings'

),

-- What an order line refers to is a discount, even if no list has its rule.
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

    union all

    select
        discount_id,
        discount_id as name,
        'promotion' as program,
        0 as prepaid_orders,
        null as percent_off,
        null as amount_off,
        null as valid_from,
        null as valid_to
    from unlisted

)

select * from final
order by discount_id
