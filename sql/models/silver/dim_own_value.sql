{#- Relation with the columns of each kind of parent, joined to an order line (none: the line itself). -#}
{%- set parents = {'customers': 'customers', 'profiles': 'profiles', 'lines': 'sold', 'products': 'sold'} -%}
with lines as (

    select * from {{ ref('fct_transactions') }}

),

customers as (

    select * from {{ ref('dim_customer_acquisition') }}

),

profiles as (

    select * from {{ ref('dim_coffee_profile') }}

),

last_day as (

    select max(date_day) as last_day from {{ ref('dim_date') }}

),

-- The last year of the data and the one before it: sales by value show which dimensions differ most.
years as (

    select
        {{ add_days('last_day', -365) }} as last_year_after,
        {{ add_days('last_day', -730) }} as year_before_after
    from last_day

),

-- Only the columns that dimensions and their parents need, with sales of both years, because each dimension reads it again.
sold as (

    select
        lines.customer_key,
        lines.coffee_profile_key,
        lines.transaction_type,
        lines.discount_program,
        lines.prepaid_orders,
        lines.bag_size,
        lines.price_point,
        lines.subscription_status,
        {{ own_columns('lines', 'lines') }}
        {{ own_columns('products', 'lines') }}
        case when lines.transacted_at > years.last_year_after then lines.net_revenue else 0 end as last_year,
        case
            when lines.transacted_at > years.year_before_after and lines.transacted_at <= years.last_year_after
                then lines.net_revenue
            else 0
        end as year_before
    from lines
    cross join years

),

customer_sums as (

    select
        customer_key,
        count(*) as records,
        sum(last_year) as last_year,
        sum(year_before) as year_before
    from sold
    group by customer_key

),

-- All dimensions of lines and products that have no parent, in one pass.
grouped as (

    select
        case
            when 1 = 0 then {{ as_text('null') }}
            {% for dimension in var('own_dimensions') -%}
            {% if dimension.of != 'customers' and not dimension.parent -%}
            when grouping(sold.{{ dimension.name }}) = 0 then '{{ dimension.name }}'
            {% endif -%}
            {% endfor -%}
        end as dimension,
        case
            when 1 = 0 then {{ as_text('null') }}
            {% for dimension in var('own_dimensions') -%}
            {% if dimension.of != 'customers' and not dimension.parent -%}
            when grouping(sold.{{ dimension.name }}) = 0 then {{ as_text('sold.' ~ dimension.name) }}
            {% endif -%}
            {% endfor -%}
        end as value,
        count(*) as order_lines,
        sum(sold.last_year) as last_year,
        sum(sold.year_before) as year_before
    from sold
    group by grouping sets (
        {% for dimension in var('own_dimensions') -%}
        {% if dimension.of != 'customers' and not dimension.parent -%}
        (sold.{{ dimension.name }}),
        {% endif -%}
        {% endfor -%}
        ()
    )

),

final as (

    {% for dimension in var('own_dimensions') -%}
    {% if dimension.of == 'customers' -%}
    {% set parent = as_text('null') -%}
    {% if dimension.parent -%}{% set parent = as_text('customers.' ~ dimension.parent) -%}{% endif -%}
    select
        '{{ dimension.name }}' as dimension,
        {{ as_text('customers.' ~ dimension.name) }} as value,
        min(case when customers.{{ dimension.name }} is not null then {{ parent }} end) as parent,
        max(case when customers.{{ dimension.name }} is not null then {{ parent }} end) as other_parent,
        cast(sum(coalesce(customer_sums.records, 0)) as bigint) as order_lines,
        cast(sum(coalesce(customer_sums.last_year, 0)) as decimal(38, 4)) as last_year,
        cast(sum(coalesce(customer_sums.year_before, 0)) as decimal(38, 4)) as year_before
    from customers
    left join customer_sums on customers.customer_key = customer_sums.customer_key
    group by customers.{{ dimension.name }}

    union all

    {% elif dimension.parent -%}
    {% set parent = as_text(parents[dimension.parent_of] ~ '.' ~ dimension.parent) -%}
    select
        '{{ dimension.name }}' as dimension,
        {{ as_text('sold.' ~ dimension.name) }} as value,
        min(case when sold.{{ dimension.name }} is not null then {{ parent }} end) as parent,
        max(case when sold.{{ dimension.name }} is not null then {{ parent }} end) as other_parent,
        cast(count(*) as bigint) as order_lines,
        cast(sum(sold.last_year) as decimal(38, 4)) as last_year,
        cast(sum(sold.year_before) as decimal(38, 4)) as year_before
    from sold
    {% if dimension.parent_of == 'customers' -%}
    left join customers on sold.customer_key = customers.customer_key
    {% endif -%}
    {% if dimension.parent_of == 'profiles' -%}
    left join profiles on sold.coffee_profile_key = profiles.coffee_profile_key
    {% endif -%}
    group by sold.{{ dimension.name }}

    union all

    {% endif -%}
    {% endfor -%}
    select
        dimension,
        value,
        {{ as_text('null') }} as parent,
        {{ as_text('null') }} as other_parent,
        cast(order_lines as bigint) as order_lines,
        cast(last_year as decimal(38, 4)) as last_year,
        cast(year_before as decimal(38, 4)) as year_before
    from grouped
    where dimension is not null

)

select * from final
order by dimension, value
