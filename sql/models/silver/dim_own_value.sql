{#- What carries the columns of each kind of parent, beside an order line (none: the line itself). -#}
{%- set parents = {'customers': 'customers', 'profiles': 'profiles', 'lines': 'lines', 'products': 'lines'} -%}
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

-- The last year of the data and the one before it: what a value sold then tells which dimensions differ most.
years as (

    select
        {{ add_days('last_day', -365) }} as last_year_after,
        {{ add_days('last_day', -730) }} as year_before_after
    from last_day

),

customer_sums as (

    select
        lines.customer_key,
        count(*) as records,
        sum(case when lines.transacted_at > years.last_year_after then lines.net_revenue else 0 end) as last_year,
        sum(
            case
                when lines.transacted_at > years.year_before_after and lines.transacted_at <= years.last_year_after
                    then lines.net_revenue
                else 0
            end
        ) as year_before
    from lines
    cross join years
    group by lines.customer_key

),

final as (

    {% for dimension in var('own_dimensions') -%}
    {% set parent = 'cast(null as varchar)' -%}
    {% if dimension.of == 'customers' -%}
    {% if dimension.parent -%}{% set parent = 'cast(customers.' ~ dimension.parent ~ ' as varchar)' -%}{% endif -%}
    select
        '{{ dimension.name }}' as dimension,
        cast(customers.{{ dimension.name }} as varchar) as value,
        min(case when customers.{{ dimension.name }} is not null then {{ parent }} end) as parent,
        max(case when customers.{{ dimension.name }} is not null then {{ parent }} end) as other_parent,
        cast(sum(coalesce(customer_sums.records, 0)) as bigint) as order_lines,
        cast(sum(coalesce(customer_sums.last_year, 0)) as decimal(38, 4)) as last_year,
        cast(sum(coalesce(customer_sums.year_before, 0)) as decimal(38, 4)) as year_before
    from customers
    left join customer_sums on customers.customer_key = customer_sums.customer_key
    group by customers.{{ dimension.name }}
    {% else -%}
    {% if dimension.parent -%}
    {% set parent = 'cast(' ~ parents[dimension.parent_of] ~ '.' ~ dimension.parent ~ ' as varchar)' -%}
    {% endif -%}
    select
        '{{ dimension.name }}' as dimension,
        cast(lines.{{ dimension.name }} as varchar) as value,
        min(case when lines.{{ dimension.name }} is not null then {{ parent }} end) as parent,
        max(case when lines.{{ dimension.name }} is not null then {{ parent }} end) as other_parent,
        cast(count(*) as bigint) as order_lines,
        cast(
            sum(case when lines.transacted_at > years.last_year_after then lines.net_revenue else 0 end) as decimal(38, 4)
        ) as last_year,
        cast(
            sum(
                case
                    when lines.transacted_at > years.year_before_after and lines.transacted_at <= years.last_year_after
                        then lines.net_revenue
                    else 0
                end
            ) as decimal(38, 4)
        ) as year_before
    from lines
    cross join years
    {% if dimension.parent_of == 'customers' -%}
    left join customers on lines.customer_key = customers.customer_key
    {% endif -%}
    {% if dimension.parent_of == 'profiles' -%}
    left join profiles on lines.coffee_profile_key = profiles.coffee_profile_key
    {% endif -%}
    group by lines.{{ dimension.name }}
    {% endif %}
    union all

    {% endfor -%}
    select
        cast(null as varchar) as dimension,
        cast(null as varchar) as value,
        cast(null as varchar) as parent,
        cast(null as varchar) as other_parent,
        cast(null as bigint) as order_lines,
        cast(null as decimal(38, 4)) as last_year,
        cast(null as decimal(38, 4)) as year_before
    where 1 = 0

)

select * from final
order by dimension, value
