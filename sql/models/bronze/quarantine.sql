with rejected_records as (

    select * from {{ ref('rejected_customers') }}
    union all
    select * from {{ ref('rejected_transactions') }}
    union all
    select * from {{ ref('rejected_subscription_state_changes') }}
    union all
    select * from {{ ref('rejected_discount_offerings') }}
    union all
    select * from {{ ref('rejected_coffee_profiles') }}
    union all
    select * from {{ ref('rejected_reversals') }}
    union all
    select * from {{ ref('rejected_line_discounts') }}
    union all
    select * from {{ ref('rejected_exchange_rates') }}

),

unreadable_records as (

    select
        source_table,
        source_file,
        cast(_line as bigint) as source_line,
        cast(null as bigint) as source_record,
        column_name,
        value,
        'unreadable record' as reason
    from {{ source('raw', 'rejects') }}

),

quarantined as (

    select * from rejected_records
    union all
    select * from unreadable_records

),

final as (

    select
        source_table,
        source_file,
        source_line,
        source_record,
        column_name,
        case
            when value is null then null
            when
                column_name in (
                    'email', 'first_name', 'last_name', 'phone',
                    'address_city', 'address_region', 'address_postal_code', 'address_country'
                ) then '(personal)'
            -- A customer record that could not be read may have names and e-mail addresses anywhere in it.
            when source_table = 'customers' and reason = 'unreadable record' then '(personal)'
            else value
        end as value,
        reason
    from quarantined

)

select * from final
