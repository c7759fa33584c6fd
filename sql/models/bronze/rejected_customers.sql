with source as (

    select * from {{ source('raw', 'customers') }}

),

build as (

    select {{ run_at() }} as run_at

),

checked as (

    select
        source.*,
        case when customer_id is null then 'missing' end as customer_id_problem,
        {{ date_problem('created_at', false) }}
    from source
    cross join build

),

{{ rejections(
    source('raw', 'customers'),
    'customers',
    'customer_id',
    'customer_id',
    ['customer_id', 'created_at'],
    [
        'customer_id', 'created_at', 'email', 'first_name', 'last_name', 'region', 'marketing_channel',
        'phone', 'address_city', 'address_region', 'address_postal_code', 'address_country',
        'consent_ad_user_data', 'consent_ad_personalization', 'opted_out'
    ],
    'customers'
) }}

select * from rejected
