-- First months have every customer once, with the order lines of those days, and the driver trends have the complete ones.
with facts as (

    select coalesce(sum(net_revenue), 0) as net_revenue, coalesce(sum(list_revenue), 0) as list_revenue
    from {{ ref('fct_transactions') }}
    where tenure_day < {{ var('first_month_days') }}

),

first_months as (

    select
        count(*) as customers,
        coalesce(sum(net_revenue), 0) as net_revenue,
        coalesce(sum(list_revenue), 0) as list_revenue,
        coalesce(sum(case when is_complete then net_revenue end), 0) as complete_net_revenue,
        coalesce(sum(case when is_complete then 1 end), 0) as complete_customers,
        coalesce(sum(case when is_complete then discounts end), 0) as complete_discount
    from {{ ref('customer_first_month') }}

),

trends as (

    select
        coalesce(sum(customers), 0) as customers,
        coalesce(sum(net_revenue), 0) as net_revenue,
        coalesce(sum(
            welcome_discount + prepaid_3_discount + prepaid_6_discount + prepaid_12_discount + other_discount
            {%- for program in var('discount_programs') %} + {{ program }}_discount{% endfor %}
        ), 0) as discount
    from {{ ref('driver_trends_monthly') }}

),

customers as (

    select count(*) as customers from {{ ref('dim_customer_acquisition') }}

)

select
    first_months.*,
    facts.net_revenue as facts_net_revenue,
    trends.customers as trend_customers,
    trends.net_revenue as trend_net_revenue,
    trends.discount as trend_discount
from facts
cross join first_months
cross join trends
cross join customers
where
    first_months.customers <> customers.customers
    or first_months.net_revenue <> facts.net_revenue
    or first_months.list_revenue <> facts.list_revenue
    or first_months.complete_customers <> trends.customers
    or first_months.complete_net_revenue <> trends.net_revenue
    or first_months.complete_discount <> trends.discount
