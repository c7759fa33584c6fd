with source as (

    select * from {{ source('raw', 'customers') }}

),

rejected as (

    select * from {{ ref('rejected_customers') }}

),

final as (

    select
        customer_id,
        {{ as_timestamp('created_at') }} as created_at,
        email,
        first_name,
        last_name,
        phone,
        address_city,
        address_region,
        address_postal_code,
        address_country,
        {{ as_consent('consent_ad_user_data') }} as consent_ad_user_data,
        {{ as_consent('consent_ad_personalization') }} as consent_ad_personalization,
        {{ as_opt_out('opted_out') }} as opted_out,
        region,
        {{ own_typed_columns('customers') -}}
        marketing_channel
    from source
    where not exists (
        select 1 from rejected
        where rejected.source_file = source.source_file and rejected.source_record = source._record
    )

)

select * from final
