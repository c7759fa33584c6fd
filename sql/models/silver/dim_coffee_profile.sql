with profiles as (

    select * from {{ ref('stg_coffee_profiles') }}

),

ordered as (

    select
        *,
        row_number() over (order by product_id, price_valid_from nulls first) as coffee_profile_key,
        row_number() over (partition by product_id order by price_valid_from nulls first) as price_number,
        lead(price_valid_from) over (partition by product_id order by price_valid_from nulls first) as next_valid_from,
        cast({{ divided('gross_price * 100.0', 'nullif(bag_grams, 0)') }} as decimal(18, 4)) as price_per_100g
    from profiles

),

-- A price rise does not move a coffee to another segment: its first list price decides.
first_prices as (

    select product_id, price_per_100g
    from ordered
    where price_number = 1

),

final as (

    select
        cast(ordered.coffee_profile_key as integer) as coffee_profile_key,
        ordered.product_id,
        ordered.price_valid_from,
        ordered.price_valid_to,
        case
            when ordered.price_number = 1 then timestamp '0001-01-01'
            else ordered.price_valid_from
        end as applies_from,
        coalesce(ordered.next_valid_from, timestamp '9999-12-31') as applies_to,
        coalesce(ordered.bag_size, 'unknown') as bag_size,
        ordered.bag_grams,
        ordered.method,
        ordered.caffeination,
        ordered.roast,
        ordered.flavor,
        ordered.grind,
        {{ own_columns('products', 'ordered') -}}
        ordered.gross_price,
        ordered.price_per_100g,
        {{ price_point('first_prices.price_per_100g') }} as price_point,
        replace(
            concat_ws(' · ', ordered.method, ordered.roast, ordered.flavor, ordered.grind, nullif(ordered.caffeination, 'regular')),
            '_', ' '
        ) as profile_name
    from ordered
    left join first_prices on ordered.product_id = first_prices.product_id

)

select * from final
order by coffee_profile_key
