with source as (

    select * from {{ source('raw', 'coffee_profiles') }}

),

checked as (

    select
        source.*,
        case when product_id is null then 'missing' end as product_id_problem,
        {{ word_problem('bag_size', as_bag_size('bag_size'), false) }},
        {{ number_problem('bag_grams', as_whole('bag_grams'), false) }},
        {{ number_problem('gross_price', as_money('gross_price'), false) }},
        {{ any_date_problem('price_valid_from') }},
        {{ any_date_problem('price_valid_to') }}
    from source

),

{{ rejections(
    source('raw', 'coffee_profiles'),
    'coffee_profiles',
    "product_id || ' ' || coalesce(price_valid_from, '')",
    'product_id',
    ['product_id', 'bag_size', 'bag_grams', 'gross_price', 'price_valid_from', 'price_valid_to'],
    [
        'product_id', 'bag_size', 'bag_grams', 'method', 'caffeination', 'roast', 'flavor', 'grind', 'gross_price',
        'price_valid_from', 'price_valid_to'
    ],
    'products'
) }}

select * from rejected
