{%- set columns = [
    ['transactions', 'net_revenue'], ['transactions', 'list_revenue'], ['transactions', 'discount_amount'],
    ['discount_offerings', 'amount_off'], ['coffee_profiles', 'gross_price'],
    ['reversals', 'amount'], ['reversals', 'replacement_cost'], ['line_discounts', 'amount']
] -%}
with finer as (

    {% for discount in var('discounts') -%}
    select
        'transactions' as source_table,
        '{{ discount.column }}' as column_name,
        {{ as_exact_money(discount.column) }} as in_files,
        {{ as_money(discount.column) }} as kept
    from {{ source('raw', 'transactions') }} as records
    where
        ({{ discount.column }} like '%._____%' or {{ discount.column }} like '%e%' or {{ discount.column }} like '%E%')
        and not exists (
            select 1 from {{ ref('rejected_transactions') }} as rejected
            where rejected.source_file = records.source_file and rejected.source_record = records._record
        )
    union all
    {% endfor -%}
    {% for table, column in columns -%}
    select
        '{{ table }}' as source_table,
        '{{ column }}' as column_name,
        {{ as_exact_money(column) }} as in_files,
        {{ as_money(column) }} as kept
    from {{ source('raw', table) }} as records
    where
        ({{ column }} like '%._____%' or {{ column }} like '%e%' or {{ column }} like '%E%')
        and not exists (
            select 1 from {{ ref('rejected_' ~ table) }} as rejected
            where rejected.source_file = records.source_file and rejected.source_record = records._record
        )
    {% if not loop.last %}union all
    {% endif %}{% endfor %}
),

final as (

    select
        source_table,
        column_name,
        cast(count(*) as bigint) as amounts,
        cast(sum(in_files) as decimal(38, 12)) as in_files,
        cast(sum(kept) as decimal(38, 4)) as kept,
        cast(sum(in_files - kept) as decimal(38, 12)) as lost
    from finer
    where in_files <> kept
    group by source_table, column_name

)

select * from final
order by source_table, column_name
