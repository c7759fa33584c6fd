with transactions as (

    select * from {{ ref('stg_transactions') }}

),

rates as (

    select * from {{ ref('exchange_rates_by_day') }}

),

final as (

    select
        transactions.transaction_id,
        transactions.currency,
        rates.order_day,
        rates.rate_day,
        cast({{ calendar_days('rates.rate_day', 'rates.order_day') }} as integer) as rate_age,
        rates.exchange_rate,
        transactions.net_revenue as net_revenue_in_currency,
        {{ converted('transactions.net_revenue', 'rates.exchange_rate') }} as net_revenue
    from transactions
    inner join rates
        on transactions.currency = rates.currency
        and cast(transactions.transacted_at as date) = rates.order_day

)

select * from final
