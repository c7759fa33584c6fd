-- Per table of the source: records = records loaded + records in the quarantine.
{%- set tables = [
    'customers', 'transactions', 'subscription_state_changes', 'discount_offerings', 'coffee_profiles', 'reversals',
    'line_discounts', 'exchange_rates'
] %}
with records as (

    {% for table in tables -%}
    select
        '{{ table }}' as source_table,
        (select count(*) from {{ source('raw', table) }}) as records,
        (select count(*) from {{ ref('stg_' + table) }}) as loaded
    {% if not loop.last %}union all
    {% endif %}{% endfor %}
),

quarantined as (

    select source_table, count(*) as quarantined
    from (
        select distinct source_table, source_file, source_record
        from {{ ref('quarantine') }}
        where source_record is not null
    ) as rejected_records
    group by source_table

)

select records.*, coalesce(quarantined.quarantined, 0) as quarantined
from records
left join quarantined on records.source_table = quarantined.source_table
where records.records <> records.loaded + coalesce(quarantined.quarantined, 0)
