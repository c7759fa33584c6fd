-- Net revenue of the loaded order lines, of bronze, of the facts and of the cube, to the last digit. The first is added up
-- from the text of the files, less what rounding lost for amounts with more than four decimals. In the facts, reversals
-- that the source books separately are deducted, and lines in other currencies are converted.
with bronze as (

    select coalesce(sum(net_revenue), 0) as net_revenue from {{ ref('stg_transactions') }}

),

taken_off as (

    select coalesce(sum(amount), 0) as amount
    {% if var('main_currency') -%}
    from {{ ref('fct_reversals') }}
    {%- else -%}
    from {{ ref('stg_reversals') }}
    {%- endif %}
    where kind in ({% for kind in var('net_before') %}'{{ kind }}', {% endfor %}'')

),

conversion as (

    select coalesce(sum(net_revenue - net_revenue_in_currency), 0) as amount from {{ ref('fct_line_conversions') }}

),

silver as (

    select coalesce(sum(net_revenue), 0) as net_revenue from {{ ref('fct_transactions') }}

),

gold as (

    select coalesce(sum(net_revenue), 0) as net_revenue from {{ ref('cube_customer_transaction_behavior') }}

),

quarantined as (

    select distinct source_file, source_record
    from {{ ref('quarantine') }}
    where source_table = 'transactions' and source_record is not null

),

rounded as (

    select coalesce(sum(lost), 0) as lost
    from {{ ref('rounded_amounts') }}
    where source_table = 'transactions' and column_name = 'net_revenue'

),

-- Each text is read once, however many lines have it, because twelve decimals are slow to read.
amounts as (

    select
        text,
        {{ as_exact_money('text') }} as amount
    from (select distinct net_revenue as text from {{ source('raw', 'transactions') }}) as texts

),

loaded as (

    select coalesce(sum(amounts.amount), 0) - (select lost from rounded) as net_revenue
    from {{ source('raw', 'transactions') }} as raw_transactions
    inner join amounts on raw_transactions.net_revenue = amounts.text
    where not exists (
        select 1 from quarantined
        where
            quarantined.source_file = raw_transactions.source_file
            and quarantined.source_record = raw_transactions._record
    )

)

select
    loaded.net_revenue as loaded,
    bronze.net_revenue as bronze,
    taken_off.amount as taken_off,
    conversion.amount as conversion,
    silver.net_revenue as silver,
    gold.net_revenue as gold
from loaded
cross join bronze
cross join taken_off
cross join conversion
cross join silver
cross join gold
where
    loaded.net_revenue <> bronze.net_revenue
    or bronze.net_revenue + conversion.amount - taken_off.amount <> silver.net_revenue
    or silver.net_revenue <> gold.net_revenue
