with source as (

    select
        *,
        coalesce(transaction_id, source_file || ':' || {{ as_text('_record') }}) as line_id
    from {{ source('raw', 'transactions') }}

),

rejected as (

    select * from {{ ref('rejected_transactions') }}

),

final as (

    select
        line_id as transaction_id,
        coalesce(order_id, line_id) as order_id,
        customer_id,
        {{ as_timestamp('transacted_at') }} as transacted_at,
        coalesce({{ as_transaction_type('transaction_type') }}, 'a_la_carte') as transaction_type,
        subscription_id,
        gift_recipient_id,
        product_id,
        coalesce({{ as_whole('quantity') }}, 1) as quantity,
        {{ as_money('net_revenue') }} as net_revenue,
        discount_id,
        {{ own_typed_columns('lines') -}}
        {{ discount_typed_columns() -}}
        reversal_id,
        {{ as_money('list_revenue') }} as list_revenue,
        {{ as_money('discount_amount') }} as discount_amount,
        {{ as_currency('currency') }} as currency
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
