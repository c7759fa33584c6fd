with conversions as (

    select * from {{ ref('fct_line_conversions') }}

),

final as (

    select
        currency,
        count(*) as order_lines,
        cast(sum(net_revenue_in_currency) as decimal(38, 4)) as net_revenue_in_currency,
        cast(sum(net_revenue) as decimal(38, 4)) as net_revenue,
        cast(sum(case when rate_age > 0 then 1 else 0 end) as bigint) as order_lines_at_earlier_rates,
        max(rate_age) as oldest_rate_age
    from conversions
    group by currency

)

select * from final
order by currency
