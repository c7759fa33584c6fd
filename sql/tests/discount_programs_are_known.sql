-- Programs of lines, cells and entries that no discount has.
with programs as (

    select program from {{ ref('fct_line_discounts') }}
    union
    select 'none' as program
    union
    select 'several' as program

),

used as (

    select distinct 'fct_transactions' as model, discount_program from {{ ref('fct_transactions') }}
    union all
    select distinct 'cube_customer_transaction_behavior' as model, discount_program
    from {{ ref('cube_customer_transaction_behavior') }}
    union all
    select distinct 'dim_customer_acquisition' as model, acquisition_discount_program as discount_program
    from {{ ref('dim_customer_acquisition') }}

)

select used.model, used.discount_program
from used
left join programs on used.discount_program = programs.program
where programs.program is null
