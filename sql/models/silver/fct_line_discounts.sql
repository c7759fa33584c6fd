with transactions as (

    {{ lines_in_main_currency() }}

),

profiles as (

    select * from {{ ref('dim_coffee_profile') }}

),

offerings as (

    select
        discount_id,
        name,
        program,
        amount_off,
        cast(percent_off * 0.01 as decimal(9, 6)) as share_off
    from {{ ref('dim_discount_offering') }}

),

reversals as (

    select
        transaction_id,
        sum(case when is_in_net then amount else 0 end) as in_net,
        sum(case when is_taken_off then amount else 0 end) as taken_off
    from {{ ref('fct_reversals') }}
    group by transaction_id

),

named as (

    {{ named_discounts() }}

),

signs as (

    select * from {{ ref('discount_signs') }}

),

-- The single discount that an order line itself refers to or books.
lines as (

    select
        transactions.transaction_id,
        coalesce(offerings.name, transactions.discount_id, 'promotion') as discount_name,
        coalesce(offerings.program, 'promotion') as program,
        offerings.program is not null as is_offered,
        case
            -- Without a quantity, the amount of a line is the discount that it refers to, if none is booked on it.
            when transactions.quantity = 0 and transactions.discount_id is not null and transactions.discount_amount is null
                then
                    coalesce(transactions.list_revenue, 0)
                    - {{ net_of_line('transactions', 'reversals') }}
                    - coalesce(reversals.in_net, 0)
            else transactions.discount_amount
        end as booked_discount,
        {{ known_list('transactions', 'profiles') }} as known_list,
        offerings.amount_off,
        offerings.share_off
    from transactions
    left join profiles
        on transactions.product_id = profiles.product_id
        and transactions.transacted_at >= profiles.applies_from
        and transactions.transacted_at < profiles.applies_to
    left join offerings on transactions.discount_id = offerings.discount_id
    left join reversals on transactions.transaction_id = reversals.transaction_id
    where transactions.discount_id is not null or transactions.discount_amount <> 0

),

-- As booked, otherwise by the offering's rule, at most the list value; a return takes its discount back. A percentage is
-- rounded to the currency's decimals, as shops do, unless the list value itself has more.
discounted as (

    select
        transaction_id,
        discount_name,
        program,
        is_offered,
        coalesce(
            booked_discount,
            case
                when amount_off is not null and known_list < 0 then greatest(-amount_off, known_list)
                when amount_off is not null and known_list >= 0 then least(amount_off, known_list)
                else amount_off
            end,
            case
                when round(known_list, {{ var('money_decimals') }}) = known_list
                    then round(known_list * share_off, {{ var('money_decimals') }})
                else round(known_list * share_off, 4)
            end,
            0
        ) as amount
    from lines

),

together as (

    select transaction_id, discount_name, program, amount
    from discounted
    where is_offered or amount <> 0

    union all

    select
        named.transaction_id,
        named.discount_name,
        named.program,
        {{ in_main_currency('named.amount * signs.sign', 'conversions') }} as amount
    from named
    inner join signs on named.discount_name = signs.discount_name and named.program = signs.program
    {{ join_conversions('named') }}
    where named.amount <> 0

),

final as (

    select
        transaction_id,
        discount_name,
        program,
        cast({{ in_net('discounts', 'sum(amount)') }} as decimal(18, 4)) as amount
    from together
    group by transaction_id, discount_name, program

)

select * from final
