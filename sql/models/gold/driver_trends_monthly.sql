{%- set kinds = [
    ['refund', 'refunds'], ['credit', 'credits'], ['chargeback', 'chargebacks'], ['replacement', 'replacements']
] -%}
{%- set plans = [3, 6, 12] -%}
with first_months as (

    select * from {{ ref('customer_first_month') }}
    where is_complete

),

transactions as (

    select
        *,
        -- Whether a line has a program: by its discount or, if that is 0, by name.
        discount_program = 'welcome' or welcome_discount <> 0 as is_welcome,
        discount_program = 'prepaid' or prepaid_discount <> 0 as is_prepaid,
        {% for program in var('discount_programs') -%}
        discount_program = '{{ program }}' or {{ program }}_discount <> 0 as is_{{ program }},
        {% endfor -%}
        other_discount <> 0
            or discount_program not in (
                'none', 'several', 'welcome', 'prepaid'{% for program in var('discount_programs') %}, '{{ program }}'{% endfor %}
            )
            or (discount_program = 'prepaid' or prepaid_discount <> 0) and prepaid_orders not in (3, 6, 12) as is_other
    from {{ ref('fct_transactions') }}
    where tenure_day < {{ var('first_month_days') }}

),

lines as (

    select
        first_months.acquisition_month,
        first_months.point_of_entry,
        first_months.marketing_channel,
        transactions.*
    from transactions
    inner join first_months on transactions.customer_key = first_months.customer_key

),

line_totals as (

    select
        acquisition_month,
        point_of_entry,
        marketing_channel,
        sum(case when bag_size = 'large' then bags else 0 end) as large_bags,
        sum(case when is_welcome then list_revenue else 0 end) as welcome_list,
        sum(welcome_discount) as welcome_discount,
        {% for plan in plans -%}
        sum(case when is_prepaid and prepaid_orders = {{ plan }} then list_revenue else 0 end) as prepaid_{{ plan }}_list,
        sum(case when prepaid_orders = {{ plan }} then prepaid_discount else 0 end) as prepaid_{{ plan }}_discount,
        {% endfor -%}
        {% for program in var('discount_programs') -%}
        sum(case when is_{{ program }} then list_revenue else 0 end) as {{ program }}_list,
        sum({{ program }}_discount) as {{ program }}_discount,
        {% endfor -%}
        sum(case when is_other then list_revenue else 0 end) as other_list,
        sum(other_discount + case when prepaid_orders in (3, 6, 12) then 0 else prepaid_discount end) as other_discount,
        {% for kind in kinds -%}
        sum(case when {{ kind[1] }} <> 0 then billed_revenue else 0 end) as {{ kind[0] }}_billed,
        sum({{ kind[1] }}) as {{ kind[1] }},
        {% endfor -%}
        sum(replacement_cost) as replacement_cost
    from lines
    group by acquisition_month, point_of_entry, marketing_channel

),

customer_totals as (

    select
        acquisition_month,
        point_of_entry,
        marketing_channel,
        count(*) as customers,
        sum(orders) as orders,
        sum(bags) as bags,
        sum(list_revenue) as list_revenue,
        sum(reversals) as reversals,
        sum(plug) as plug,
        sum(net_revenue) as net_revenue
    from first_months
    group by acquisition_month, point_of_entry, marketing_channel

),

final as (

    select
        customer_totals.acquisition_month,
        customer_totals.point_of_entry,
        customer_totals.marketing_channel,
        cast(customer_totals.customers as bigint) as customers,
        cast(customer_totals.orders as bigint) as orders,
        cast(customer_totals.bags as bigint) as bags,
        cast(coalesce(line_totals.large_bags, 0) as bigint) as large_bags,
        cast(customer_totals.list_revenue as decimal(38, 4)) as list_revenue,
        {{ trend_of_program('welcome') }}
        {% for plan in plans -%}
        {{ trend_of_program('prepaid_' ~ plan) }}
        {% endfor -%}
        {% for program in var('discount_programs') -%}
        {{ trend_of_program(program) }}
        {% endfor -%}
        {{ trend_of_program('other') }}
        {% for kind in kinds -%}
        cast(coalesce(line_totals.{{ kind[0] }}_billed, 0) as decimal(38, 4)) as {{ kind[0] }}_billed,
        cast(coalesce(line_totals.{{ kind[1] }}, 0) as decimal(38, 4)) as {{ kind[1] }},
        {% endfor -%}
        cast(coalesce(line_totals.replacement_cost, 0) as decimal(38, 4)) as replacement_cost,
        cast(customer_totals.reversals as decimal(38, 4)) as reversals,
        cast(customer_totals.plug as decimal(38, 4)) as plug,
        cast(customer_totals.net_revenue as decimal(38, 4)) as net_revenue
    from customer_totals
    left join line_totals
        on customer_totals.acquisition_month = line_totals.acquisition_month
        and customer_totals.point_of_entry = line_totals.point_of_entry
        and customer_totals.marketing_channel = line_totals.marketing_channel

)

select * from final
order by acquisition_month, point_of_entry, marketing_channel
