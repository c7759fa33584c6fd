with named as (

    {{ named_discounts() }}

),

counted as (

    select
        discount_name,
        program,
        max(said_sign) as said_sign,
        count(*) as order_lines,
        sum(case when amount < 0 then 1 else 0 end) as negative_lines,
        sum(amount) as amount
    from named
    where amount <> 0
    group by discount_name, program

),

final as (

    select
        discount_name,
        program,
        said_sign is not null as is_said,
        cast(order_lines as bigint) as order_lines,
        cast(negative_lines as bigint) as negative_lines,
        cast(amount as decimal(38, 4)) as amount,
        -- A column of mostly negative amounts gives what was taken off, as a shop's till prints it.
        cast(coalesce(said_sign, case when negative_lines * 2 > order_lines then -1 else 1 end) as integer) as sign
    from counted

)

select * from final
order by discount_name, program
