-- Tables with more than the allowed share of records, and more than one, in quarantine.
{%- set tables = [
    'customers', 'transactions', 'subscription_state_changes', 'discount_offerings', 'coffee_profiles', 'reversals',
    'line_discounts', 'exchange_rates'
] %}
with records as (

    {% for table in tables -%}
    select '{{ table }}' as source_table, count(*) as records from {{ source('raw', table) }}
    {% if not loop.last %}union all
    {% endif %}{% endfor %}
),

bad as (

    select source_table, count(*) as bad_records
    from (
        select distinct source_table, source_file, source_line, source_record
        from {{ ref('quarantine') }}
    ) as bad_rows
    group by source_table

)

select records.source_table, records.records, bad.bad_records
from records
inner join bad on records.source_table = bad.source_table
where bad.bad_records > 1 and bad.bad_records > records.records * {{ var('bad_row_share') }}
