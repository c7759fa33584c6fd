-- As many facts as order lines, none of them before its customer was acquired.
with bronze as (

    select count(*) as order_lines from {{ ref('stg_transactions') }}

),

facts as (

    select count(*) as order_lines, coalesce(min(tenure_day), 0) as first_day from {{ ref('fct_transactions') }}

)

select bronze.order_lines as in_bronze, facts.order_lines as in_facts, facts.first_day
from bronze
cross join facts
where bronze.order_lines <> facts.order_lines or facts.first_day < 0
