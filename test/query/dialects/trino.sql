-- grid 1.1
execute immediate 'select
    cast(null as varchar) as everybody,
    acquisition_quarter,
    count(*) as customers,
    min(acquired_at) as first_acquired,
    max(acquired_at) as last_acquired
from silver.dim_customer_acquisition
where point_of_entry = ?
group by 1, 2' using 'subscription';

-- grid 1.2
execute immediate 'select
    cast(date_trunc(''quarter'', acquisition_month) as date) as acquisition_quarter,
    date_diff(''quarter'', cast(date_trunc(''quarter'', acquisition_month) as date), cast(date_trunc(''quarter'', transaction_month) as date)) as tenure_calendar_quarter,
    coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
from gold.cube_customer_transaction_behavior
where point_of_entry = ?
group by 1, 2' using 'subscription';

-- grid 2.1
execute immediate 'select
    cast(null as varchar) as everybody,
    acquisition_quarter,
    count(*) as customers,
    min(acquired_at) as first_acquired,
    max(acquired_at) as last_acquired
from silver.dim_customer_acquisition
where point_of_entry = ?
group by 1, 2' using 'subscription';

-- grid 2.2
execute immediate 'select
    cast(date_trunc(''quarter'', acquisition_month) as date) as acquisition_quarter,
    cast((tenure_month - tenure_month % 3) / 3 as integer) as tenure_quarter,
    coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
from gold.cube_customer_transaction_behavior
where point_of_entry = ?
group by 1, 2' using 'subscription';

-- grid 2.3
execute immediate 'select
    region,
    acquisition_quarter,
    count(*) as customers,
    min(acquired_at) as first_acquired,
    max(acquired_at) as last_acquired
from silver.dim_customer_acquisition
where point_of_entry = ?
group by 1, 2' using 'subscription';

-- grid 2.4
execute immediate 'select
    region,
    cast(date_trunc(''quarter'', acquisition_month) as date) as acquisition_quarter,
    cast((tenure_month - tenure_month % 3) / 3 as integer) as tenure_quarter,
    coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
from gold.cube_customer_transaction_behavior
where point_of_entry = ?
group by 1, 2, 3' using 'subscription';

-- grid 3.1
execute immediate 'select
    cast(null as varchar) as everybody,
    acquisition_week,
    count(*) as customers,
    min(acquired_at) as first_acquired,
    max(acquired_at) as last_acquired
from silver.dim_customer_acquisition
where point_of_entry = ?
group by 1, 2' using 'subscription';

-- grid 3.2
execute immediate 'with customers as (
    select
        customer_key,
        acquisition_week
    from silver.dim_customer_acquisition
    where point_of_entry = ?
),
cells as (
    select
        acquisition_week,
        transaction_week,
        coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
    from silver.fct_transactions
    inner join customers using (customer_key)
    group by 1, 2
)
select
    cells.acquisition_week,
    cells.transaction_week,
    coalesce(cells.net_revenue, 0) as net_revenue
from cells' using 'subscription';

-- grid 3.3
execute immediate 'select
    transaction_month,
    acquisition_week,
    count(*) as customers,
    min(acquired_at) as first_acquired,
    max(acquired_at) as last_acquired
from silver.dim_customer_acquisition
inner join (select distinct transaction_month from silver.fct_transactions) as times on acquisition_date < transaction_month + interval ''1'' month
where point_of_entry = ?
group by 1, 2' using 'subscription';

-- grid 3.4
execute immediate 'with customers as (
    select
        customer_key,
        acquisition_week
    from silver.dim_customer_acquisition
    where point_of_entry = ?
),
cells as (
    select
        transaction_month,
        acquisition_week,
        transaction_week,
        coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
    from silver.fct_transactions
    inner join customers using (customer_key)
    group by 1, 2, 3
)
select
    cells.transaction_month,
    cells.acquisition_week,
    cells.transaction_week,
    coalesce(cells.net_revenue, 0) as net_revenue
from cells' using 'subscription';

-- grid 4.1
select
    cast(null as varchar) as everybody,
    acquisition_quarter,
    count(*) as customers,
    min(acquired_at) as first_acquired,
    max(acquired_at) as last_acquired
from silver.dim_customer_acquisition
group by 1, 2;

-- grid 4.2
execute immediate 'select
    acquisition_quarter,
    tenure_calendar_quarter,
    count(*) as active_customers
from (
    with customers as (
        select
            customer_key,
            acquisition_quarter
        from silver.dim_customer_acquisition
    ),
    profiles as (
        select
            coffee_profile_key,
            roast
        from silver.dim_coffee_profile
    ),
    cells as (
        select
            acquisition_quarter,
            customer_key as counted,
            min(tenure_calendar_quarter) as tenure_calendar_quarter
        from silver.fct_transactions
        left join customers using (customer_key)
        left join profiles using (coffee_profile_key)
        where roast in (?, ?)
        group by 1, 2
    )
    select
        cells.acquisition_quarter,
        cells.counted,
        cells.tenure_calendar_quarter
    from cells
)
where counted is not null
group by 1, 2' using 'dark', 'it''s';

-- slice of facts
execute immediate 'with customers as (
    select
        customer_key,
        region,
        acquisition_date as acquired_on
    from silver.dim_customer_acquisition
    where point_of_entry = ?
        and acquisition_date <= cast(? as date)
),
cells as (
    select
        region,
        transaction_month,
        count(distinct customer_key) as active_customers,
        coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
    from silver.fct_transactions
    inner join customers using (customer_key)
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and transaction_date between cast(? as date) and cast(? as date)
    group by 1, 2
),
acquired as (
    select
        region,
        acquired_on,
        count(*) as customers
    from customers
    group by 1, 2
),
times as (
    select
        distinct transaction_month
    from cells
),
cohorts as (
    select
        region,
        transaction_month,
        cast(sum(customers) as bigint) as customers
    from acquired
    inner join times on acquired_on < transaction_month + interval ''1'' month
    group by 1, 2
)
select
    cells.region,
    cells.transaction_month,
    coalesce(cells.active_customers, 0) as active_customers,
    cohorts.customers as customers,
    coalesce(cells.net_revenue, 0) as net_revenue
from cells
left join cohorts on cells.region is not distinct from cohorts.region and cells.transaction_month is not distinct from cohorts.transaction_month' using 'subscription', '2024-03-31', 'gift', '2024-01-01', '2024-03-31';

-- slice of the cube
execute immediate 'select
    region,
    transaction_month,
    coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
from gold.cube_customer_transaction_behavior
where not coalesce((transaction_type = ? or transaction_type is null), false)
    and point_of_entry = ?
    and transaction_month between cast(? as date) and cast(? as date)
group by 1, 2' using 'gift', 'subscription', '2024-01-01', '2024-03-31';

-- slice, the rest
execute immediate 'with customers as (
    select
        customer_key,
        region
    from silver.dim_customer_acquisition
),
cells as (
    select
        coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as net_revenue
    from silver.fct_transactions
    left join customers using (customer_key)
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and not exists (
            select 1 from (values (cast(? as varchar), cast(? as date)), (cast(null as varchar), cast(? as date))) as kept(key_1, key_2)
            where kept.key_1 is not distinct from region and kept.key_2 is not distinct from transaction_month
        )
)
select
    coalesce(cells.net_revenue, 0) as net_revenue
from cells' using 'gift', 'north', '2024-01-01', '2024-02-01';

-- customers in another order
execute immediate 'with customers as (
    select
        customer_key,
        acquisition_date,
        point_of_entry,
        marketing_channel,
        region
    from silver.dim_customer_acquisition
    where point_of_entry = ?
)
select
    customer_id,
    acquisition_date,
    point_of_entry,
    marketing_channel,
    region,
    count(distinct order_id) as orders,
    sum(bags) as bags,
    sum(net_revenue) as net_revenue,
    max(transaction_date) as last_order_date,
    count(*) over () as total_rows
from silver.fct_transactions
inner join customers using (customer_key)
where not coalesce((transaction_type = ? or transaction_type is null), false)
    and transaction_date between cast(? as date) and cast(? as date)
group by customer_id, acquisition_date, point_of_entry, marketing_channel, region
order by bags desc nulls last, net_revenue desc, customer_id
offset 0 limit 20' using 'subscription', 'gift', '2024-01-01', '2024-03-31';

-- rows that are found
execute immediate 'with customers as (
    select
        customer_key,
        acquisition_date,
        point_of_entry,
        marketing_channel,
        region
    from silver.dim_customer_acquisition
    where point_of_entry = ?
),
listed as (
    select
        customer_id,
        acquisition_date,
        point_of_entry,
        marketing_channel,
        region,
        count(distinct order_id) as orders,
        sum(bags) as bags,
        sum(net_revenue) as net_revenue,
        max(transaction_date) as last_order_date
    from silver.fct_transactions
    inner join customers using (customer_key)
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and transaction_date between cast(? as date) and cast(? as date)
    group by customer_id, acquisition_date, point_of_entry, marketing_channel, region
),
placed as (
    select
        row_number() over (order by bags desc nulls last, net_revenue desc, customer_id) - 1 as place,
        customer_id,
        acquisition_date,
        point_of_entry,
        marketing_channel,
        region,
        orders,
        bags,
        net_revenue,
        last_order_date
    from listed
)
select
    place,
    customer_id,
    acquisition_date,
    point_of_entry,
    marketing_channel,
    region,
    orders,
    bags,
    net_revenue,
    last_order_date,
    count(*) over () as total_rows
from placed
where strpos(lower(concat_ws('' '', cast(customer_id as varchar), cast(acquisition_date as varchar), cast(point_of_entry as varchar), cast(marketing_channel as varchar), cast(region as varchar), cast(orders as varchar), cast(bags as varchar), cast(net_revenue as varchar), cast(last_order_date as varchar))), lower(?)) > 0
order by place
limit 200' using 'subscription', 'gift', '2024-01-01', '2024-03-31', 'a';

-- order lines
execute immediate 'with customers as (
    select
        customer_key,
        acquisition_date,
        point_of_entry
    from silver.dim_customer_acquisition
    where point_of_entry = ?
),
profiles as (
    select
        coffee_profile_key,
        roast
    from silver.dim_coffee_profile
)
select
    transaction_id,
    order_id,
    customer_id,
    transacted_at,
    point_of_entry,
    acquisition_date,
    tenure_month,
    transaction_type,
    product_id,
    bag_size,
    price_point,
    discount_program,
    prepaid_orders,
    bags,
    list_revenue,
    discounts,
    reversals,
    plug,
    net_revenue,
    (
        select count(*)
        from silver.fct_transactions
        inner join customers using (customer_key)
        left join profiles using (coffee_profile_key)
        where roast in (?, ?)
    and transaction_date between cast(? as date) and cast(? as date)
    ) as total_rows
from silver.fct_transactions
inner join customers using (customer_key)
left join profiles using (coffee_profile_key)
where roast in (?, ?)
    and transaction_date between cast(? as date) and cast(? as date)
order by transacted_at, transaction_id
offset 40 limit 20' using 'subscription', 'dark', 'it''s', '2024-01-01', '2024-03-31', 'dark', 'it''s', '2024-01-01', '2024-03-31';

-- drivers: counts
execute immediate 'select
    case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period,
    count(*) filter (where customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)) as customers,
    count(*) filter (where not (customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp))) as immature,
    min(customer.acquisition_date) as first_day,
    max(customer.acquisition_date) as last_day
from silver.dim_customer_acquisition as customer
where customer.point_of_entry = ?
group by 1
order by period' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 30, '2025-07-01', 30, '2025-07-01', 'subscription';

-- drivers: channels
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel,
        case period when 0 then cast(from_base(substr(to_hex(md5(to_utf8(customer_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer) else cast(row_number() over (partition by period order by customer_key) as integer) - 1 end as unit
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.prepaid_orders,
        line.transaction_id,
        line.order_id,
        line.bags,
        line.list_revenue,
        line.welcome_discount,
        line.prepaid_discount,
        line.other_discount,
        line.billed_revenue,
        line.plug,
        line.replacement_cost,
        line.discount_program = ''welcome'' or line.welcome_discount <> 0 as is_welcome,
        line.discount_program = ''prepaid'' or line.prepaid_discount <> 0 as is_prepaid,
        line.discount_program not in (''none'', ''several'', ''welcome'', ''prepaid'') or line.other_discount <> 0 as is_other
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
),
counted as (
    select
        reversal.transaction_id,
        sum(reversal.amount) filter (where reversal.kind = ''refund'') as refund,
        sum(reversal.amount) filter (where reversal.kind = ''credit'') as credit,
        sum(reversal.amount) filter (where reversal.kind = ''chargeback'') as chargeback,
        sum(reversal.amount) filter (where reversal.kind = ''replacement'') as replacement
    from silver.fct_reversals as reversal
    inner join lines as line on reversal.transaction_id = line.transaction_id
    where coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day
    group by reversal.transaction_id
),
booked as (
    select
        lines.period,
        lines.unit,
        lines.channel,
        sum(bags) as bags,
        sum(list_revenue) as list,
        sum(list_revenue) filter (where is_welcome) as list_on_welcome,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders < 6) as list_on_prepaid_3,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders between 6 and 11) as list_on_prepaid_6,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders >= 12) as list_on_prepaid_12,
        sum(list_revenue) filter (where is_other) as list_on_other,
        sum(welcome_discount) filter (where is_welcome) as discount_welcome,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders < 6) as discount_prepaid_3,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders between 6 and 11) as discount_prepaid_6,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders >= 12) as discount_prepaid_12,
        sum(other_discount) filter (where is_other) as discount_other,
        sum(billed_revenue) filter (where counted.refund is not null) as reversed_refund,
        sum(billed_revenue) filter (where counted.credit is not null) as reversed_credit,
        sum(billed_revenue) filter (where counted.chargeback is not null) as reversed_chargeback,
        sum(billed_revenue) filter (where counted.replacement is not null) as reversed_replacement,
        sum(counted.refund) as reversal_refund,
        sum(counted.credit) as reversal_credit,
        sum(counted.chargeback) as reversal_chargeback,
        sum(counted.replacement) as reversal_replacement,
        sum(plug) as plug,
        sum(replacement_cost) as replacement_cost
    from lines
    left join counted on lines.transaction_id = counted.transaction_id
    group by 1, 2, 3
),
orders as (
    select
        lines.customer_key,
        lines.order_id,
        bool_or(is_welcome) as on_welcome,
        bool_or(is_other) as on_other,
        max(prepaid_orders) as plan,
        bool_or(counted.replacement is not null) as is_replaced
    from lines
    left join counted on lines.transaction_id = counted.transaction_id
    group by 1, 2
),
ordered as (
    select
        customer_key,
        count(*) as orders,
        count(*) filter (where on_welcome) as orders_on_welcome,
        count(*) filter (where plan between 2 and 5) as orders_on_prepaid_3,
        count(*) filter (where plan between 6 and 11) as orders_on_prepaid_6,
        count(*) filter (where plan >= 12) as orders_on_prepaid_12,
        count(*) filter (where on_other) as orders_on_other,
        count(*) filter (where plan > 1) as orders_on_prepaid,
        count(*) filter (where is_replaced) as orders_replaced
    from orders
    group by 1
),
prepaid as (
    select
        line.customer_key,
        line.prepaid_orders,
        min(line.tenure_day) as tenure_day,
        sum(line.billed_revenue) as billed,
        row_number() over (partition by line.customer_key, coalesce(line.subscription_id, ''''), line.prepaid_orders order by min(line.transacted_at), line.order_id) - 1 as place
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.prepaid_orders > 1 and line.tenure_day <= cast(? as integer)
    group by line.customer_key, coalesce(line.subscription_id, ''''), line.prepaid_orders, line.order_id
),
timing as (
    select
        customer_key,
        sum(case when place % prepaid_orders = 0 then prepaid_orders * billed else 0 end - billed) as deferred
    from prepaid
    where tenure_day >= cast(? as integer)
    group by customer_key
),
people as (
    select
        customers.period,
        customers.unit,
        customers.channel,
        count(*) as customers,
        coalesce(cast(sum(orders) as bigint), 0) as orders,
        coalesce(cast(sum(deferred) * 100 as double), 0) as deferred,
        count(*) filter (where orders_on_welcome > 0) as customers_on_welcome,
        count(*) filter (where orders_on_prepaid_3 > 0) as customers_on_prepaid_3,
        count(*) filter (where orders_on_prepaid_6 > 0) as customers_on_prepaid_6,
        count(*) filter (where orders_on_prepaid_12 > 0) as customers_on_prepaid_12,
        count(*) filter (where orders_on_other > 0) as customers_on_other,
        coalesce(cast(sum(orders_on_welcome) as bigint), 0) as orders_on_welcome,
        coalesce(cast(sum(orders_on_prepaid_3) as bigint), 0) as orders_on_prepaid_3,
        coalesce(cast(sum(orders_on_prepaid_6) as bigint), 0) as orders_on_prepaid_6,
        coalesce(cast(sum(orders_on_prepaid_12) as bigint), 0) as orders_on_prepaid_12,
        coalesce(cast(sum(orders_on_other) as bigint), 0) as orders_on_other,
        count(*) filter (where orders_on_prepaid > 0) as customers_on_prepaid,
        coalesce(cast(sum(orders_replaced) as bigint), 0) as orders_replaced
    from customers
    left join ordered on customers.customer_key = ordered.customer_key
    left join timing on customers.customer_key = timing.customer_key
    group by 1, 2, 3
),
summed as (
    select
        people.period,
        people.unit,
        people.channel,
        people.customers,
        people.orders,
        coalesce(cast(booked.bags as bigint), 0) as bags,
        coalesce(cast(booked.list * 100 as double), 0) as list,
        coalesce(cast(booked.list_on_welcome * 100 as double), 0) as list_on_welcome,
        coalesce(cast(booked.list_on_prepaid_3 * 100 as double), 0) as list_on_prepaid_3,
        coalesce(cast(booked.list_on_prepaid_6 * 100 as double), 0) as list_on_prepaid_6,
        coalesce(cast(booked.list_on_prepaid_12 * 100 as double), 0) as list_on_prepaid_12,
        coalesce(cast(booked.list_on_other * 100 as double), 0) as list_on_other,
        coalesce(cast(booked.discount_welcome * 100 as double), 0) as discount_welcome,
        coalesce(cast(booked.discount_prepaid_3 * 100 as double), 0) as discount_prepaid_3,
        coalesce(cast(booked.discount_prepaid_6 * 100 as double), 0) as discount_prepaid_6,
        coalesce(cast(booked.discount_prepaid_12 * 100 as double), 0) as discount_prepaid_12,
        coalesce(cast(booked.discount_other * 100 as double), 0) as discount_other,
        coalesce(cast(booked.reversed_refund * 100 as double), 0) as reversed_refund,
        coalesce(cast(booked.reversed_credit * 100 as double), 0) as reversed_credit,
        coalesce(cast(booked.reversed_chargeback * 100 as double), 0) as reversed_chargeback,
        coalesce(cast(booked.reversed_replacement * 100 as double), 0) as reversed_replacement,
        coalesce(cast(booked.reversal_refund * 100 as double), 0) as reversal_refund,
        coalesce(cast(booked.reversal_credit * 100 as double), 0) as reversal_credit,
        coalesce(cast(booked.reversal_chargeback * 100 as double), 0) as reversal_chargeback,
        coalesce(cast(booked.reversal_replacement * 100 as double), 0) as reversal_replacement,
        coalesce(cast(booked.plug * 100 as double), 0) as plug,
        people.deferred,
        people.customers_on_welcome,
        people.customers_on_prepaid_3,
        people.customers_on_prepaid_6,
        people.customers_on_prepaid_12,
        people.customers_on_other,
        people.orders_on_welcome,
        people.orders_on_prepaid_3,
        people.orders_on_prepaid_6,
        people.orders_on_prepaid_12,
        people.orders_on_other,
        people.customers_on_prepaid,
        people.orders_replaced,
        coalesce(cast(booked.replacement_cost * 100 as double), 0) as replacement_cost
    from people
    left join booked on people.period = booked.period and people.unit = booked.unit and people.channel = booked.channel
)
select
    *
from summed
order by 1, 2, 3' using 1, '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29, 60, 30, 'gift', 'dark', 'it''s', 29, 0;

-- drivers: products
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        case when coalesce(marketing_channel, ''unknown'') in (?, ?) then coalesce(marketing_channel, ''unknown'') else ''Other'' end as channel,
        cast(from_base(substr(to_hex(md5(to_utf8(customer_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer) as unit
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.coffee_profile_key,
        line.price_point,
        line.bag_size,
        line.bags,
        line.list_revenue
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
),
profiles as (
    select
        coffee_profile_key,
        nullif(concat_ws('' · '', method, caffeination, roast, flavor, grind), '''') as name
    from silver.dim_coffee_profile
)
select
    period,
    unit,
    channel,
    coalesce(bag_size, ''unknown'') as bag_size,
    case when case when profiles.name is null then ''unknown'' else concat_ws('' · '', profiles.name, nullif(price_point, ''unknown'')) end in (?) then case when profiles.name is null then ''unknown'' else concat_ws('' · '', profiles.name, nullif(price_point, ''unknown'')) end else concat_ws('' · '', ''Other'', nullif(price_point, ''unknown'')) end as profile,
    coalesce(cast(sum(bags) as bigint), 0) as bags,
    coalesce(cast(sum(list_revenue) * 100 as double), 0) as list
from lines
left join profiles on lines.coffee_profile_key = profiles.coffee_profile_key
where bags <> 0
group by 1, 2, 3, 4, 5
order by period, unit, channel, bag_size, profile' using 'search', 'friends', 1, '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29, 'filter · premium';

-- drivers: months
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.prepaid_orders,
        line.transaction_id,
        line.order_id,
        line.bags,
        line.list_revenue,
        line.welcome_discount,
        line.prepaid_discount,
        line.other_discount,
        line.billed_revenue,
        line.plug,
        line.replacement_cost,
        line.discount_program = ''welcome'' or line.welcome_discount <> 0 as is_welcome,
        line.discount_program = ''prepaid'' or line.prepaid_discount <> 0 as is_prepaid,
        line.discount_program not in (''none'', ''several'', ''welcome'', ''prepaid'') or line.other_discount <> 0 as is_other
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
),
counted as (
    select
        reversal.transaction_id,
        sum(reversal.amount) filter (where reversal.kind = ''refund'') as refund,
        sum(reversal.amount) filter (where reversal.kind = ''credit'') as credit,
        sum(reversal.amount) filter (where reversal.kind = ''chargeback'') as chargeback,
        sum(reversal.amount) filter (where reversal.kind = ''replacement'') as replacement
    from silver.fct_reversals as reversal
    inner join lines as line on reversal.transaction_id = line.transaction_id
    where coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day
    group by reversal.transaction_id
),
booked as (
    select
        lines.acquisition_month,
        sum(bags) as bags,
        sum(list_revenue) as list,
        sum(list_revenue) filter (where is_welcome) as list_on_welcome,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders < 6) as list_on_prepaid_3,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders between 6 and 11) as list_on_prepaid_6,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders >= 12) as list_on_prepaid_12,
        sum(list_revenue) filter (where is_other) as list_on_other,
        sum(welcome_discount) filter (where is_welcome) as discount_welcome,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders < 6) as discount_prepaid_3,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders between 6 and 11) as discount_prepaid_6,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders >= 12) as discount_prepaid_12,
        sum(other_discount) filter (where is_other) as discount_other,
        sum(billed_revenue) filter (where counted.refund is not null) as reversed_refund,
        sum(billed_revenue) filter (where counted.credit is not null) as reversed_credit,
        sum(billed_revenue) filter (where counted.chargeback is not null) as reversed_chargeback,
        sum(billed_revenue) filter (where counted.replacement is not null) as reversed_replacement,
        sum(counted.refund) as reversal_refund,
        sum(counted.credit) as reversal_credit,
        sum(counted.chargeback) as reversal_chargeback,
        sum(counted.replacement) as reversal_replacement,
        sum(plug) as plug,
        sum(replacement_cost) as replacement_cost
    from lines
    left join counted on lines.transaction_id = counted.transaction_id
    group by 1
),
orders as (
    select
        lines.customer_key,
        lines.order_id,
        bool_or(is_welcome) as on_welcome,
        bool_or(is_other) as on_other,
        max(prepaid_orders) as plan,
        bool_or(counted.replacement is not null) as is_replaced
    from lines
    left join counted on lines.transaction_id = counted.transaction_id
    group by 1, 2
),
ordered as (
    select
        customer_key,
        count(*) as orders,
        count(*) filter (where on_welcome) as orders_on_welcome,
        count(*) filter (where plan between 2 and 5) as orders_on_prepaid_3,
        count(*) filter (where plan between 6 and 11) as orders_on_prepaid_6,
        count(*) filter (where plan >= 12) as orders_on_prepaid_12,
        count(*) filter (where on_other) as orders_on_other,
        count(*) filter (where plan > 1) as orders_on_prepaid,
        count(*) filter (where is_replaced) as orders_replaced
    from orders
    group by 1
),
prepaid as (
    select
        line.customer_key,
        line.prepaid_orders,
        min(line.tenure_day) as tenure_day,
        sum(line.billed_revenue) as billed,
        row_number() over (partition by line.customer_key, coalesce(line.subscription_id, ''''), line.prepaid_orders order by min(line.transacted_at), line.order_id) - 1 as place
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.prepaid_orders > 1 and line.tenure_day <= cast(? as integer)
    group by line.customer_key, coalesce(line.subscription_id, ''''), line.prepaid_orders, line.order_id
),
timing as (
    select
        customer_key,
        sum(case when place % prepaid_orders = 0 then prepaid_orders * billed else 0 end - billed) as deferred
    from prepaid
    where tenure_day >= cast(? as integer)
    group by customer_key
),
people as (
    select
        customers.acquisition_month,
        count(*) as customers,
        coalesce(cast(sum(orders) as bigint), 0) as orders,
        coalesce(cast(sum(deferred) * 100 as double), 0) as deferred,
        count(*) filter (where orders_on_welcome > 0) as customers_on_welcome,
        count(*) filter (where orders_on_prepaid_3 > 0) as customers_on_prepaid_3,
        count(*) filter (where orders_on_prepaid_6 > 0) as customers_on_prepaid_6,
        count(*) filter (where orders_on_prepaid_12 > 0) as customers_on_prepaid_12,
        count(*) filter (where orders_on_other > 0) as customers_on_other,
        coalesce(cast(sum(orders_on_welcome) as bigint), 0) as orders_on_welcome,
        coalesce(cast(sum(orders_on_prepaid_3) as bigint), 0) as orders_on_prepaid_3,
        coalesce(cast(sum(orders_on_prepaid_6) as bigint), 0) as orders_on_prepaid_6,
        coalesce(cast(sum(orders_on_prepaid_12) as bigint), 0) as orders_on_prepaid_12,
        coalesce(cast(sum(orders_on_other) as bigint), 0) as orders_on_other,
        count(*) filter (where orders_on_prepaid > 0) as customers_on_prepaid,
        coalesce(cast(sum(orders_replaced) as bigint), 0) as orders_replaced
    from customers
    left join ordered on customers.customer_key = ordered.customer_key
    left join timing on customers.customer_key = timing.customer_key
    group by 1
),
summed as (
    select
        people.acquisition_month,
        people.customers,
        people.orders,
        coalesce(cast(booked.bags as bigint), 0) as bags,
        coalesce(cast(booked.list * 100 as double), 0) as list,
        coalesce(cast(booked.list_on_welcome * 100 as double), 0) as list_on_welcome,
        coalesce(cast(booked.list_on_prepaid_3 * 100 as double), 0) as list_on_prepaid_3,
        coalesce(cast(booked.list_on_prepaid_6 * 100 as double), 0) as list_on_prepaid_6,
        coalesce(cast(booked.list_on_prepaid_12 * 100 as double), 0) as list_on_prepaid_12,
        coalesce(cast(booked.list_on_other * 100 as double), 0) as list_on_other,
        coalesce(cast(booked.discount_welcome * 100 as double), 0) as discount_welcome,
        coalesce(cast(booked.discount_prepaid_3 * 100 as double), 0) as discount_prepaid_3,
        coalesce(cast(booked.discount_prepaid_6 * 100 as double), 0) as discount_prepaid_6,
        coalesce(cast(booked.discount_prepaid_12 * 100 as double), 0) as discount_prepaid_12,
        coalesce(cast(booked.discount_other * 100 as double), 0) as discount_other,
        coalesce(cast(booked.reversed_refund * 100 as double), 0) as reversed_refund,
        coalesce(cast(booked.reversed_credit * 100 as double), 0) as reversed_credit,
        coalesce(cast(booked.reversed_chargeback * 100 as double), 0) as reversed_chargeback,
        coalesce(cast(booked.reversed_replacement * 100 as double), 0) as reversed_replacement,
        coalesce(cast(booked.reversal_refund * 100 as double), 0) as reversal_refund,
        coalesce(cast(booked.reversal_credit * 100 as double), 0) as reversal_credit,
        coalesce(cast(booked.reversal_chargeback * 100 as double), 0) as reversal_chargeback,
        coalesce(cast(booked.reversal_replacement * 100 as double), 0) as reversal_replacement,
        coalesce(cast(booked.plug * 100 as double), 0) as plug,
        people.deferred,
        people.customers_on_welcome,
        people.customers_on_prepaid_3,
        people.customers_on_prepaid_6,
        people.customers_on_prepaid_12,
        people.customers_on_other,
        people.orders_on_welcome,
        people.orders_on_prepaid_3,
        people.orders_on_prepaid_6,
        people.orders_on_prepaid_12,
        people.orders_on_other,
        people.customers_on_prepaid,
        people.orders_replaced,
        coalesce(cast(booked.replacement_cost * 100 as double), 0) as replacement_cost
    from people
    left join booked on people.acquisition_month = booked.acquisition_month
)
select
    *
from summed
order by 1' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29, 60, 30, 'gift', 'dark', 'it''s', 29, 0;

-- drivers: products by month
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.coffee_profile_key,
        line.price_point,
        line.bag_size,
        line.bags,
        line.list_revenue
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
),
profiles as (
    select
        coffee_profile_key,
        nullif(concat_ws('' · '', method, caffeination, roast, flavor, grind), '''') as name
    from silver.dim_coffee_profile
)
select
    acquisition_month,
    coalesce(bag_size, ''unknown'') as bag_size,
    case when profiles.name is null then ''unknown'' else concat_ws('' · '', profiles.name, nullif(price_point, ''unknown'')) end as profile,
    coalesce(cast(sum(bags) as bigint), 0) as bags,
    coalesce(cast(sum(list_revenue) * 100 as double), 0) as list
from lines
left join profiles on lines.coffee_profile_key = profiles.coffee_profile_key
where bags <> 0
group by 1, 2, 3
order by acquisition_month, bag_size, profile' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29;

-- drivers: true-up
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.transaction_id,
        line.list_revenue,
        line.welcome_discount,
        line.prepaid_discount,
        line.other_discount,
        line.plug
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
),
silver_sums as (
    select
        period,
        acquisition_month,
        channel,
        count(*) as rows,
        coalesce(cast(sum(list_revenue) as decimal(38, 4)), 0) as list,
        coalesce(cast(sum(welcome_discount) as decimal(38, 4)), 0) as welcome,
        coalesce(cast(sum(prepaid_discount) as decimal(38, 4)), 0) as prepaid,
        coalesce(cast(sum(other_discount) as decimal(38, 4)), 0) as other,
        coalesce(cast(sum(plug) as decimal(38, 4)), 0) as plug
    from lines
    group by 1, 2, 3
),
reversal_sums as (
    select
        line.period,
        line.acquisition_month,
        line.channel,
        coalesce(cast(sum(case when reversal.kind = ''refund'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as counted_refund,
        coalesce(cast(sum(case when reversal.kind = ''credit'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as counted_credit,
        coalesce(cast(sum(case when reversal.kind = ''chargeback'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as counted_chargeback,
        coalesce(cast(sum(case when reversal.kind = ''replacement'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as counted_replacement,
        coalesce(cast(sum(case when reversal.kind = ''refund'' and reversal.is_in_net then reversal.amount end) as decimal(38, 4)), 0) as booked_refund,
        coalesce(cast(sum(case when reversal.kind = ''credit'' and reversal.is_in_net then reversal.amount end) as decimal(38, 4)), 0) as booked_credit,
        coalesce(cast(sum(case when reversal.kind = ''chargeback'' and reversal.is_in_net then reversal.amount end) as decimal(38, 4)), 0) as booked_chargeback,
        coalesce(cast(sum(case when reversal.kind = ''replacement'' and reversal.is_in_net then reversal.amount end) as decimal(38, 4)), 0) as booked_replacement,
        coalesce(cast(sum(case when reversal.kind = ''refund'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as comparable_refund,
        coalesce(cast(sum(case when reversal.kind = ''credit'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as comparable_credit,
        coalesce(cast(sum(case when reversal.kind = ''chargeback'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as comparable_chargeback,
        coalesce(cast(sum(case when reversal.kind = ''replacement'' and coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day then reversal.amount end) as decimal(38, 4)), 0) as comparable_replacement
    from silver.fct_reversals as reversal
    inner join lines as line on reversal.transaction_id = line.transaction_id
    group by 1, 2, 3
),
bronze_sums as (
    select
        customer.period,
        customer.acquisition_month,
        customer.channel,
        count(*) as staged_rows,
        coalesce(cast(sum(coalesce(conversion.net_revenue, staged.net_revenue) - coalesce(taken.amount, 0)) as decimal(38, 4)), 0) as staged_net
    from bronze.stg_transactions as staged
    left join silver.fct_line_conversions as conversion on staged.transaction_id = conversion.transaction_id
    left join (
        select transaction_id, sum(amount) as amount
        from silver.fct_reversals where is_taken_off group by transaction_id
    ) as taken on staged.transaction_id = taken.transaction_id
    inner join customers as customer on staged.customer_id = customer.customer_id
    where staged.transacted_at >= customer.acquired_at + cast(? as integer) * interval ''1'' day
        and staged.transacted_at < customer.acquired_at + cast(? as integer) * interval ''1'' day
        and staged.transaction_id in (select transaction_id from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line)
    group by 1, 2, 3
),
keys as (
    select
        period,
        acquisition_month,
        channel
    from customers
    group by 1, 2, 3
)
select
    period,
    acquisition_month,
    channel,
    coalesce(rows, 0) as rows,
    coalesce(list, 0) as list,
    coalesce(welcome, 0) as welcome,
    coalesce(prepaid, 0) as prepaid,
    coalesce(other, 0) as other,
    coalesce(plug, 0) as plug,
    coalesce(counted_refund, 0) as counted_refund,
    coalesce(counted_credit, 0) as counted_credit,
    coalesce(counted_chargeback, 0) as counted_chargeback,
    coalesce(counted_replacement, 0) as counted_replacement,
    coalesce(booked_refund, 0) as booked_refund,
    coalesce(booked_credit, 0) as booked_credit,
    coalesce(booked_chargeback, 0) as booked_chargeback,
    coalesce(booked_replacement, 0) as booked_replacement,
    coalesce(comparable_refund, 0) as comparable_refund,
    coalesce(comparable_credit, 0) as comparable_credit,
    coalesce(comparable_chargeback, 0) as comparable_chargeback,
    coalesce(comparable_replacement, 0) as comparable_replacement,
    coalesce(staged_rows, 0) as staged_rows,
    coalesce(staged_net, 0) as staged_net
from keys
left join silver_sums using (period, acquisition_month, channel)
left join reversal_sums using (period, acquisition_month, channel)
left join bronze_sums using (period, acquisition_month, channel)
order by period, acquisition_month, channel' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29, 60, 30, 60, 30, 60, 30, 60, 30, 60, 30, 60, 30, 60, 30, 60, 30, 0, 30, 'gift', 'dark', 'it''s';

-- drivers: discounts by name
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.transaction_id
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
)
select
    lines.period,
    named.program,
    named.discount_name,
    coalesce(cast(sum(named.amount) as decimal(38, 4)), 0) as amount
from lines
inner join (
    select discounts.transaction_id, discounts.discount_name, discounts.program, discounts.amount
    from silver.fct_line_discounts as discounts
    inner join bronze.discount_signs as signs
        on discounts.discount_name = signs.discount_name
        and discounts.program = signs.program
) as named on lines.transaction_id = named.transaction_id
group by 1, 2, 3
order by 1, 2, 3' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29;

-- drivers: segments
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel,
        cast(from_base(substr(to_hex(md5(to_utf8(customer_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer) as unit
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.prepaid_orders,
        line.transaction_id,
        line.order_id,
        line.bags,
        line.list_revenue,
        line.welcome_discount,
        line.prepaid_discount,
        line.other_discount,
        line.billed_revenue,
        line.plug,
        line.replacement_cost,
        line.discount_program = ''welcome'' or line.welcome_discount <> 0 as is_welcome,
        line.discount_program = ''prepaid'' or line.prepaid_discount <> 0 as is_prepaid,
        line.discount_program not in (''none'', ''several'', ''welcome'', ''prepaid'') or line.other_discount <> 0 as is_other
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
),
counted as (
    select
        reversal.transaction_id,
        sum(reversal.amount) filter (where reversal.kind = ''refund'') as refund,
        sum(reversal.amount) filter (where reversal.kind = ''credit'') as credit,
        sum(reversal.amount) filter (where reversal.kind = ''chargeback'') as chargeback,
        sum(reversal.amount) filter (where reversal.kind = ''replacement'') as replacement
    from silver.fct_reversals as reversal
    inner join lines as line on reversal.transaction_id = line.transaction_id
    where coalesce(reversal.days_after_order, 0) <= cast(? as integer) and reversal.reversed_at < line.acquired_at + cast(? as integer) * interval ''1'' day
    group by reversal.transaction_id
),
booked as (
    select
        lines.customer_key,
        sum(bags) as bags,
        sum(list_revenue) as list,
        sum(list_revenue) filter (where is_welcome) as list_on_welcome,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders < 6) as list_on_prepaid_3,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders between 6 and 11) as list_on_prepaid_6,
        sum(list_revenue) filter (where is_prepaid and prepaid_orders >= 12) as list_on_prepaid_12,
        sum(list_revenue) filter (where is_other) as list_on_other,
        sum(welcome_discount) filter (where is_welcome) as discount_welcome,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders < 6) as discount_prepaid_3,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders between 6 and 11) as discount_prepaid_6,
        sum(prepaid_discount) filter (where is_prepaid and prepaid_orders >= 12) as discount_prepaid_12,
        sum(other_discount) filter (where is_other) as discount_other,
        sum(billed_revenue) filter (where counted.refund is not null) as reversed_refund,
        sum(billed_revenue) filter (where counted.credit is not null) as reversed_credit,
        sum(billed_revenue) filter (where counted.chargeback is not null) as reversed_chargeback,
        sum(billed_revenue) filter (where counted.replacement is not null) as reversed_replacement,
        sum(counted.refund) as reversal_refund,
        sum(counted.credit) as reversal_credit,
        sum(counted.chargeback) as reversal_chargeback,
        sum(counted.replacement) as reversal_replacement,
        sum(plug) as plug,
        sum(replacement_cost) as replacement_cost
    from lines
    left join counted on lines.transaction_id = counted.transaction_id
    group by 1
),
prepaid as (
    select
        line.customer_key,
        line.prepaid_orders,
        min(line.tenure_day) as tenure_day,
        sum(line.billed_revenue) as billed,
        row_number() over (partition by line.customer_key, coalesce(line.subscription_id, ''''), line.prepaid_orders order by min(line.transacted_at), line.order_id) - 1 as place
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.prepaid_orders > 1 and line.tenure_day <= cast(? as integer)
    group by line.customer_key, coalesce(line.subscription_id, ''''), line.prepaid_orders, line.order_id
),
timing as (
    select
        customer_key,
        sum(case when place % prepaid_orders = 0 then prepaid_orders * billed else 0 end - billed) as deferred
    from prepaid
    where tenure_day >= cast(? as integer)
    group by customer_key
)
select
    customers.period,
    customers.unit,
    cast(customer.marketing_channel as varchar) as marketing_channel,
    cast(customer.region as varchar) as region,
    cast(customer.point_of_entry as varchar) as point_of_entry,
    cast(customer.acquisition_discount_program as varchar) as acquisition_discount_program,
    cast(customer.acquisition_prepaid_orders as varchar) as acquisition_prepaid_orders,
    cast(customer.acquisition_bag_size as varchar) as acquisition_bag_size,
    cast(customer.acquisition_price_point as varchar) as acquisition_price_point,
    count(*) as customers,
    coalesce(cast(sum(coalesce(list, 0) - coalesce(discount_welcome, 0) - coalesce(discount_prepaid_3, 0) - coalesce(discount_prepaid_6, 0) - coalesce(discount_prepaid_12, 0) - coalesce(discount_other, 0) - coalesce(reversal_refund, 0) - coalesce(reversal_credit, 0) - coalesce(plug, 0) + coalesce(deferred, 0)) * 100 as double), 0) as value
from customers
inner join silver.dim_customer_acquisition as customer on customers.customer_key = customer.customer_key
left join booked on customers.customer_key = booked.customer_key
left join timing on customers.customer_key = timing.customer_key
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11' using 1, '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29, 60, 30, 'gift', 'dark', 'it''s', 29, 0;

-- drivers: mix
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel,
        case period when 0 then cast(row_number() over (partition by period order by customer_key) as integer) - 1 else cast(from_base(substr(to_hex(md5(to_utf8(customer_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer) end as unit
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
per_customer as (
    select
        customer_key,
        count(distinct order_id) as value
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    where customer_key in (select customer_key from customers)
        and tenure_day between cast(? as integer) and cast(? as integer)
    group by customer_key
)
select
    customers.period,
    customers.unit,
    cast(customer.marketing_channel as varchar) as marketing_channel,
    cast(customer.region as varchar) as region,
    cast(customer.point_of_entry as varchar) as point_of_entry,
    cast(customer.acquisition_discount_program as varchar) as acquisition_discount_program,
    cast(customer.acquisition_prepaid_orders as varchar) as acquisition_prepaid_orders,
    cast(customer.acquisition_bag_size as varchar) as acquisition_bag_size,
    cast(customer.acquisition_price_point as varchar) as acquisition_price_point,
    count(*) as customers,
    coalesce(cast(sum(per_customer.value) as bigint), 0) as value
from customers
inner join silver.dim_customer_acquisition as customer on customers.customer_key = customer.customer_key
left join per_customer on customers.customer_key = per_customer.customer_key
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11' using 1, '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29;

-- drivers: largest channels
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
)
select
    channel,
    cast(size as bigint) as size,
    number,
    cast(whole as bigint) as whole
from (select *, count(*) over () as number, sum(size) over () as whole from (
select
    channel,
    count(*) as size
from customers
group by channel
))
where channel <> ''Other''
order by size desc, channel
limit 30' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01';

-- drivers: largest profiles
execute immediate 'with customers as (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        period,
        coalesce(marketing_channel, ''unknown'') as channel
    from (
    select
        customer_key,
        customer_id,
        acquired_at,
        acquisition_month,
        marketing_channel,
        case when customer.acquisition_date between cast(? as date) and cast(? as date) then 0 when customer.acquisition_date between cast(? as date) and cast(? as date) then 1 end as period
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
        and customer.acquired_at + cast(? as integer) * interval ''1'' day <= cast(? as timestamp)
    )
    where period is not null
),
lines as (
    select
        customer.*,
        line.coffee_profile_key,
        line.price_point,
        line.bags
    from (select line.* from silver.fct_transactions as line where not coalesce((transaction_type = ? or transaction_type is null), false) and (select profile.roast from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key) in (?, ?)) as line
    inner join customers as customer on line.customer_key = customer.customer_key
    where line.tenure_day between cast(? as integer) and cast(? as integer)
),
profiles as (
    select
        coffee_profile_key,
        nullif(concat_ws('' · '', method, caffeination, roast, flavor, grind), '''') as name
    from silver.dim_coffee_profile
),
labelled as (
    select
        case when profiles.name is null then ''unknown'' else concat_ws('' · '', profiles.name, nullif(price_point, ''unknown'')) end as profile,
        bags
    from lines
    left join profiles on lines.coffee_profile_key = profiles.coffee_profile_key
)
select
    profile,
    cast(size as bigint) as size,
    number,
    cast(whole as bigint) as whole
from (select *, count(*) over () as number, sum(size) over () as whole from (
select
    profile,
    coalesce(sum(bags), 0) as size
from labelled
group by profile
))
where profile <> ''Other''
order by size desc, profile
limit 30' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'subscription', 30, '2025-07-01', 'gift', 'dark', 'it''s', 0, 29;

-- totals: counts
execute immediate 'with lines as (
    select
        customer_key,
        cast(null as varchar) as guest,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and customer_key is not null
    union all
    select
        customer_key,
        order_id as guest,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and customer_key is null
),
owners as (
    select
        customer_key,
        guest,
        bool_or(in_base) as in_base,
        bool_or(in_compare) as in_compare
    from lines
    where in_base or in_compare
    group by 1, 2
)
select
    count(*) as owners,
    count(customer_key) filter (where in_base) as customers_base,
    count(customer_key) filter (where in_compare) as customers_compare,
    count(customer_key) filter (where in_base and in_compare) as customers_both
from owners' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift';

-- totals: counts of groups
execute immediate 'with customers as (
    select
        customer_key,
        point_of_entry
    from silver.dim_customer_acquisition
),
profiles as (
    select
        coffee_profile_key,
        roast
    from silver.dim_coffee_profile
),
lines as (
    select
        customer_key,
        cast(null as varchar) as guest,
        coalesce(point_of_entry = ?, false) as in_base,
        coalesce(roast in (?, ?), false) as in_compare
    from silver.fct_transactions
    left join customers using (customer_key)
    left join profiles using (coffee_profile_key)
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and transaction_date between cast(? as date) and cast(? as date)
        and customer_key is not null
    union all
    select
        customer_key,
        order_id as guest,
        coalesce(point_of_entry = ?, false) as in_base,
        coalesce(roast in (?, ?), false) as in_compare
    from silver.fct_transactions
    left join customers using (customer_key)
    left join profiles using (coffee_profile_key)
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and transaction_date between cast(? as date) and cast(? as date)
        and customer_key is null
),
owners as (
    select
        customer_key,
        guest,
        bool_or(in_base) as in_base,
        bool_or(in_compare) as in_compare
    from lines
    where in_base or in_compare
    group by 1, 2
)
select
    count(*) as owners,
    count(customer_key) filter (where in_base) as customers_base,
    count(customer_key) filter (where in_compare) as customers_compare,
    count(customer_key) filter (where in_base and in_compare) as customers_both
from owners' using 'subscription', 'dark', 'it''s', 'gift', '2024-01-01', '2024-03-31', 'subscription', 'dark', 'it''s', 'gift', '2024-01-01', '2024-03-31';

-- totals: cells
execute immediate 'with lines as (
    select
        customer_key,
        transaction_id,
        case when discount_program <> ''none'' then discount_program end as program,
        list_revenue,
        discounts as discount,
        reversals,
        plug,
        net_revenue,
        order_id,
        bags as units,
        coalesce(product_id, ''unknown'') as product,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
),
stood as (
    select
        customer_key,
        bool_or(transaction_date between cast(? as date) and cast(? as date)) as in_base,
        bool_or(transaction_date between cast(? as date) and cast(? as date)) as in_compare,
        min(transaction_date) as first_on
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and transaction_date between cast(? as date) and cast(? as date)
        and customer_key is not null
    group by 1
),
owners as (
    select
        stood.customer_key,
        case
            when stood.in_base and stood.in_compare then 0
            when stood.in_base then 1
            when stood.first_on > cast(? as date) then 2
            else 3
        end as kind,
        cast(from_base(substr(to_hex(md5(to_utf8(customer.customer_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer) as bucket
    from stood
    inner join silver.dim_customer_acquisition as customer on stood.customer_key = customer.customer_key
    where stood.in_base or stood.in_compare
),
placed as (
    select
        lines.customer_key,
        lines.transaction_id,
        lines.program,
        lines.list_revenue,
        lines.discount,
        lines.reversals,
        lines.plug,
        lines.net_revenue,
        lines.order_id,
        lines.units,
        lines.product,
        case when in_base then 0 else 1 end as side,
        coalesce(owners.kind, 5) as kind,
        coalesce(owners.bucket, cast(from_base(substr(to_hex(md5(to_utf8(lines.order_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer)) as unit
    from lines
    left join owners on lines.customer_key = owners.customer_key
    where in_base or in_compare
),
carried as (
    select
        side,
        unit,
        kind,
        program,
        list_revenue,
        discount
    from placed
    where program is not null and program <> ''several''
    union all
    select
        any_value(placed.side) as side,
        any_value(placed.unit) as unit,
        any_value(placed.kind) as kind,
        named.program,
        any_value(placed.list_revenue) as list_revenue,
        sum(named.amount) as discount
    from placed
    inner join silver.fct_line_discounts as named on placed.transaction_id = named.transaction_id
    where placed.program = ''several''
    group by placed.transaction_id, named.program
),
top as (
    select
        product
    from placed
    group by product
    order by sum(abs(list_revenue)) desc, product
    limit 200
),
cells as (
    select
        side,
        unit,
        kind,
        cast(null as varchar) as product_name,
        cast(null as varchar) as program,
        count(distinct customer_key) as customers,
        count(distinct order_id) as orders,
        cast(coalesce(sum(units), 0) as double) as units,
        cast(coalesce(cast(sum(list_revenue) as decimal(38, 4)), 0) as double) as list_revenue,
        cast(coalesce(cast(sum(reversals) as decimal(38, 4)), 0) as double) as reversals,
        cast(coalesce(cast(sum(plug) as decimal(38, 4)), 0) as double) as plug,
        cast(coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as double) as net_revenue,
        cast(0 as double) as discount
    from placed
    group by 1, 2, 3
    union all
    select
        side,
        unit,
        kind,
        coalesce(top.product, ''Other'') as product_name,
        cast(null as varchar) as program,
        0 as customers,
        0 as orders,
        cast(sum(placed.units) as double) as units,
        cast(coalesce(cast(sum(placed.list_revenue) as decimal(38, 4)), 0) as double) as list_revenue,
        cast(0 as double) as reversals,
        cast(0 as double) as plug,
        cast(0 as double) as net_revenue,
        cast(0 as double) as discount
    from placed
    left join top on placed.product = top.product
    where placed.units <> 0
    group by 1, 2, 3, 4
    union all
    select
        side,
        unit,
        kind,
        cast(null as varchar) as product_name,
        carried.program as program,
        0 as customers,
        0 as orders,
        cast(0 as double) as units,
        cast(coalesce(cast(sum(carried.list_revenue) as decimal(38, 4)), 0) as double) as list_revenue,
        cast(0 as double) as reversals,
        cast(0 as double) as plug,
        cast(0 as double) as net_revenue,
        cast(coalesce(cast(sum(carried.discount) as decimal(38, 4)), 0) as double) as discount
    from carried
    group by side, unit, kind, program
)
select
    side,
    unit,
    case kind when 0 then ''retained'' when 1 then ''lost'' when 2 then ''new'' when 3 then ''returned'' when 4 then ''all'' when 5 then ''guests'' end as kind,
    product_name,
    program,
    customers,
    orders,
    units,
    list_revenue,
    reversals,
    plug,
    net_revenue,
    discount
from cells
order by 1, 2, 3, 4, 5' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', '0001-01-01', '2025-03-31', '2024-03-31', 1, 1;

-- totals: cells of groups
execute immediate 'with customers as (
    select
        customer_key,
        point_of_entry
    from silver.dim_customer_acquisition
),
profiles as (
    select
        coffee_profile_key,
        roast
    from silver.dim_coffee_profile
),
lines as (
    select
        customer_key,
        transaction_id,
        case when discount_program <> ''none'' then discount_program end as program,
        list_revenue,
        discounts as discount,
        reversals,
        plug,
        net_revenue,
        order_id,
        bags as units,
        coalesce(product_id, ''unknown'') as product,
        customer_id,
        coalesce(point_of_entry = ?, false) as in_base,
        coalesce(roast in (?, ?), false) as in_compare
    from silver.fct_transactions
    left join customers using (customer_key)
    left join profiles using (coffee_profile_key)
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and transaction_date between cast(? as date) and cast(? as date)
),
placed as (
    select
        lines.customer_key,
        lines.transaction_id,
        lines.program,
        lines.list_revenue,
        lines.discount,
        lines.reversals,
        lines.plug,
        lines.net_revenue,
        lines.order_id,
        lines.units,
        lines.product,
        case when in_base then 0 else 1 end as side,
        case when lines.customer_key is null then 5 else 4 end as kind,
        cast(dense_rank() over (order by coalesce(lines.customer_id, lines.order_id)) as integer) - 1 as unit
    from lines
    where in_base or in_compare
),
carried as (
    select
        side,
        unit,
        kind,
        program,
        list_revenue,
        discount
    from placed
    where program is not null and program <> ''several''
    union all
    select
        any_value(placed.side) as side,
        any_value(placed.unit) as unit,
        any_value(placed.kind) as kind,
        named.program,
        any_value(placed.list_revenue) as list_revenue,
        sum(named.amount) as discount
    from placed
    inner join silver.fct_line_discounts as named on placed.transaction_id = named.transaction_id
    where placed.program = ''several''
    group by placed.transaction_id, named.program
),
top as (
    select
        product
    from placed
    group by product
    order by sum(abs(list_revenue)) desc, product
    limit 200
),
cells as (
    select
        side,
        unit,
        kind,
        cast(null as varchar) as product_name,
        cast(null as varchar) as program,
        count(distinct customer_key) as customers,
        count(distinct order_id) as orders,
        cast(coalesce(sum(units), 0) as double) as units,
        cast(coalesce(cast(sum(list_revenue) as decimal(38, 4)), 0) as double) as list_revenue,
        cast(coalesce(cast(sum(reversals) as decimal(38, 4)), 0) as double) as reversals,
        cast(coalesce(cast(sum(plug) as decimal(38, 4)), 0) as double) as plug,
        cast(coalesce(cast(sum(net_revenue) as decimal(38, 4)), 0) as double) as net_revenue,
        cast(0 as double) as discount
    from placed
    group by 1, 2, 3
    union all
    select
        side,
        unit,
        kind,
        coalesce(top.product, ''Other'') as product_name,
        cast(null as varchar) as program,
        0 as customers,
        0 as orders,
        cast(sum(placed.units) as double) as units,
        cast(coalesce(cast(sum(placed.list_revenue) as decimal(38, 4)), 0) as double) as list_revenue,
        cast(0 as double) as reversals,
        cast(0 as double) as plug,
        cast(0 as double) as net_revenue,
        cast(0 as double) as discount
    from placed
    left join top on placed.product = top.product
    where placed.units <> 0
    group by 1, 2, 3, 4
    union all
    select
        side,
        unit,
        kind,
        cast(null as varchar) as product_name,
        carried.program as program,
        0 as customers,
        0 as orders,
        cast(0 as double) as units,
        cast(coalesce(cast(sum(carried.list_revenue) as decimal(38, 4)), 0) as double) as list_revenue,
        cast(0 as double) as reversals,
        cast(0 as double) as plug,
        cast(0 as double) as net_revenue,
        cast(coalesce(cast(sum(carried.discount) as decimal(38, 4)), 0) as double) as discount
    from carried
    group by side, unit, kind, program
)
select
    side,
    unit,
    case kind when 0 then ''retained'' when 1 then ''lost'' when 2 then ''new'' when 3 then ''returned'' when 4 then ''all'' when 5 then ''guests'' end as kind,
    product_name,
    program,
    customers,
    orders,
    units,
    list_revenue,
    reversals,
    plug,
    net_revenue,
    discount
from cells
order by 1, 2, 3, 4, 5' using 'subscription', 'dark', 'it''s', 'gift', '2024-01-01', '2024-03-31';

-- totals: tie-out
execute immediate 'with lines as (
    select
        customer_key,
        transaction_id,
        case when discount_program <> ''none'' then discount_program end as program,
        list_revenue,
        discounts as discount,
        reversals,
        plug,
        net_revenue,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
),
placed as (
    select
        lines.transaction_id,
        lines.program,
        lines.list_revenue,
        lines.discount,
        lines.reversals,
        lines.plug,
        lines.net_revenue,
        case when in_base then 0 else 1 end as side
    from lines
    where in_base or in_compare
),
carried as (
    select
        side,
        program,
        list_revenue,
        discount
    from placed
    where program is not null and program <> ''several''
    union all
    select
        any_value(placed.side) as side,
        named.program,
        any_value(placed.list_revenue) as list_revenue,
        sum(named.amount) as discount
    from placed
    inner join silver.fct_line_discounts as named on placed.transaction_id = named.transaction_id
    where placed.program = ''several''
    group by placed.transaction_id, named.program
),
staged as (
    select
        *
    from bronze.stg_transactions
    where cast(transacted_at as date) between cast(? as date) and cast(? as date) or cast(transacted_at as date) between cast(? as date) and cast(? as date)
),
tied as (
    select
        placed.side,
        cast(null as varchar) as program,
        count(*) as order_lines,
        cast(coalesce(cast(sum(placed.list_revenue) as decimal(38, 4)), 0) as varchar) as list_revenue,
        cast(cast(0 as decimal(38, 4)) as varchar) as discount,
        cast(coalesce(cast(sum(placed.reversals) as decimal(38, 4)), 0) as varchar) as reversals,
        cast(coalesce(cast(sum(placed.plug) as decimal(38, 4)), 0) as varchar) as plug,
        cast(coalesce(cast(sum(placed.net_revenue) as decimal(38, 4)), 0) as varchar) as net_revenue,
        count(staged.transaction_id) as staged_lines,
        cast(coalesce(cast(sum(coalesce(conversion.net_revenue, staged.net_revenue) - coalesce(taken.amount, 0)) as decimal(38, 4)), 0) as varchar) as staged_net
    from placed
    left join staged on placed.transaction_id = staged.transaction_id
    left join silver.fct_line_conversions as conversion on staged.transaction_id = conversion.transaction_id
    left join (
        select transaction_id, sum(amount) as amount
        from silver.fct_reversals where is_taken_off group by transaction_id
    ) as taken on staged.transaction_id = taken.transaction_id
    group by placed.side
    union all
    select
        side,
        program,
        0 as order_lines,
        cast(cast(0 as decimal(38, 4)) as varchar) as list_revenue,
        cast(coalesce(cast(sum(discount) as decimal(38, 4)), 0) as varchar) as discount,
        cast(cast(0 as decimal(38, 4)) as varchar) as reversals,
        cast(cast(0 as decimal(38, 4)) as varchar) as plug,
        cast(cast(0 as decimal(38, 4)) as varchar) as net_revenue,
        0 as staged_lines,
        cast(cast(0 as decimal(38, 4)) as varchar) as staged_net
    from carried
    group by side, program
)
select
    *
from tied
order by side, program' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31';

-- totals: discounts by name
execute immediate 'with lines as (
    select
        customer_key,
        transaction_id,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
),
placed as (
    select
        lines.transaction_id,
        case when in_base then 0 else 1 end as side
    from lines
    where in_base or in_compare
)
select
    placed.side,
    named.program,
    named.discount_name,
    cast(coalesce(cast(sum(named.amount) as decimal(38, 4)), 0) as varchar) as amount
from placed
inner join (
    select discounts.transaction_id, discounts.discount_name, discounts.program, discounts.amount
    from silver.fct_line_discounts as discounts
    inner join bronze.discount_signs as signs
        on discounts.discount_name = signs.discount_name
        and discounts.program = signs.program
) as named on placed.transaction_id = named.transaction_id
group by 1, 2, 3
order by 1, 2, 3' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift';

-- totals: segments of customers
execute immediate 'with lines as (
    select
        customer_key,
        cast(null as varchar) as guest,
        net_revenue,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and customer_key is not null
    union all
    select
        customer_key,
        order_id as guest,
        net_revenue,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and customer_key is null
),
told as (
    select
        case when in_base then 0 else 1 end as side,
        customer_key,
        guest,
        sum(net_revenue) as value
    from lines
    where in_base or in_compare
    group by 1, 2, 3
),
valued as (
    select
        customer_key,
        cast(from_base(substr(to_hex(md5(to_utf8(customer_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer) as bucket,
        coalesce(cast(region as varchar), '''') as value_1
    from silver.dim_customer_acquisition
    where customer_key in (select customer_key from told)
),
together as (
    select
        value_1
    from valued
    group by 1
),
combinations as (
    select
        value_1,
        cast(row_number() over (order by value_1) as integer) as place
    from together
),
customer_places as (
    select
        valued.customer_key,
        valued.bucket,
        combinations.place
    from valued inner join combinations on valued.value_1 = combinations.value_1
),
summed as (
    select
        told.side,
        coalesce(customer_places.bucket, cast(from_base(substr(to_hex(md5(to_utf8(told.guest || '':'' || cast(? as varchar)))), 17, 2), 16) as integer)) as unit,
        coalesce(customer_places.place, 0) as place,
        cast(count(told.customer_key) as integer) as customers,
        cast(coalesce(sum(told.value), 0) as double) as value,
        cast(null as varchar) as told
    from told
    left join customer_places on told.customer_key = customer_places.customer_key
    group by 1, 2, 3
)
select
    *
from summed
union all
select
    cast(null as integer) as side,
    cast(null as integer) as unit,
    place,
    cast(null as integer) as customers,
    cast(null as double) as value,
    replace(value_1, chr(31), '' '') as told
from combinations
order by side nulls first, unit, place' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', 1, 1;

-- totals: segments of order lines
execute immediate 'with lines as (
    select
        customer_key,
        cast(null as varchar) as guest,
        net_revenue,
        transaction_type,
        discount_program,
        bag_size,
        price_point,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and customer_key is not null
    union all
    select
        customer_key,
        order_id as guest,
        net_revenue,
        transaction_type,
        discount_program,
        bag_size,
        price_point,
        transaction_date between cast(? as date) and cast(? as date) as in_base,
        transaction_date between cast(? as date) and cast(? as date) as in_compare
    from silver.fct_transactions
    where not coalesce((transaction_type = ? or transaction_type is null), false)
        and customer_key is null
),
told as (
    select
        case when in_base then 0 else 1 end as side,
        customer_key,
        guest,
        transaction_type,
        discount_program,
        bag_size,
        price_point,
        sum(net_revenue) as value
    from lines
    where in_base or in_compare
    group by 1, 2, 3, 4, 5, 6, 7
),
buckets as (
    select
        customer_key,
        cast(from_base(substr(to_hex(md5(to_utf8(customer_id || '':'' || cast(? as varchar)))), 17, 2), 16) as integer) as bucket
    from silver.dim_customer_acquisition
    where customer_key in (select customer_key from told)
),
placed as (
    select
        told.side,
        coalesce(buckets.bucket, cast(from_base(substr(to_hex(md5(to_utf8(told.guest || '':'' || cast(? as varchar)))), 17, 2), 16) as integer)) as unit,
        told.customer_key,
        told.transaction_type,
        told.discount_program,
        told.bag_size,
        told.price_point,
        told.value
    from told
    left join buckets on told.customer_key = buckets.customer_key
)
select
    side,
    unit,
    case when grouping(transaction_type) = 0 then 0 when grouping(discount_program) = 0 then 1 when grouping(bag_size) = 0 then 2 when grouping(price_point) = 0 then 3 end as told_by,
    cast(count(distinct customer_key) as integer) as customers,
    cast(coalesce(sum(value), 0) as double) as value,
    case when grouping(transaction_type) = 0 then coalesce(cast(transaction_type as varchar), '''') when grouping(discount_program) = 0 then coalesce(cast(discount_program as varchar), '''') when grouping(bag_size) = 0 then coalesce(cast(bag_size as varchar), '''') when grouping(price_point) = 0 then coalesce(cast(price_point as varchar), '''') end as told
from placed
group by grouping sets ((side, unit, transaction_type), (side, unit, discount_program), (side, unit, bag_size), (side, unit, price_point))
order by side, unit, told_by, told' using '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', '2024-01-01', '2024-03-31', '2025-01-01', '2025-03-31', 'gift', 1, 1;

-- switching of plans
execute immediate 'with people as (
    select
        customer_id
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
),
changes as (
    select
        stated.customer_id,
        cast(stated.changed_at as date) as changed_on,
        stated.state = ''plan_changed'' and stated.has_before as is_change,
        cast(stated.before_prepaid_orders as varchar) as from_value,
        cast(stated.prepaid_orders as varchar) as to_value,
        old_product.gross_price as from_price,
        new_product.gross_price as to_price
    from (
    select
        *,
        last_value(product_id) ignore nulls over (partition by subscription_id order by changed_at, change_id rows between unbounded preceding and 1 preceding) as before_product_id,
        last_value(prepaid_orders) ignore nulls over (partition by subscription_id order by changed_at, change_id rows between unbounded preceding and 1 preceding) as before_prepaid_orders,
        row_number() over (partition by subscription_id order by changed_at, change_id) > 1 as has_before
    from bronze.stg_subscription_state_changes
    where subscription_id in (select subscription_id from bronze.stg_subscription_state_changes where state = ''plan_changed''
        and cast(changed_at as date) between cast(? as date) and cast(? as date))
        and customer_id in (select customer_id from people)
    ) as stated
    left join silver.dim_coffee_profile as old_product on stated.before_product_id = old_product.product_id
        and stated.changed_at >= old_product.applies_from and stated.changed_at < old_product.applies_to
    left join silver.dim_coffee_profile as new_product on stated.product_id = new_product.product_id
        and stated.changed_at >= new_product.applies_from and stated.changed_at < new_product.applies_to
),
moves as (
    select
        case when changed_on between cast(? as date) and cast(? as date) then 0 end as side,
        date_trunc(''month'', changed_on) as month,
        from_value,
        to_value,
        customer_id,
        count(*) as events,
        cast(sum(to_price - from_price) as double) as effect
    from changes
    where is_change
        and from_value is distinct from to_value
        and changed_on between cast(? as date) and cast(? as date)
    group by 1, 2, 3, 4, 5
),
by_customer as (
    select
        *,
        case when row_number() over (partition by side, customer_id order by month, from_value, to_value) = 1 then sum(effect) over (partition by side, customer_id) end as whole_effect
    from moves
),
holders as (
    select
        0 as side,
        count(distinct customer_id) as customers
    from silver.fct_subscription_periods
    where state = ''active''
        and cast(valid_from as date) <= cast(? as date)
        and (valid_to is null or cast(valid_to as date) >= cast(? as date))
        and customer_id in (select customer_id from people)
),
told as (
    select
        case grouping(side) * 4 + grouping(month) * 2 + grouping(from_value) when 2 then ''pairs'' when 3 then ''sides'' when 5 then ''months'' else ''month_pairs'' end as level,
        side,
        month,
        from_value,
        to_value,
        sum(events) as events,
        count(distinct customer_id) as customers,
        sum(effect) as effect,
        sum(whole_effect * whole_effect) as effect_squares
    from by_customer
    group by grouping sets ((side, from_value, to_value), (side), (month), (month, from_value, to_value))
)
select * from told
union all
select
    ''holders'',
    side,
    null,
    null,
    null,
    0,
    customers,
    null,
    null
from holders
order by level, month, events desc, from_value, to_value' using 'subscription', '2024-01-01', '2024-12-31', '2024-01-01', '2024-12-31', '2024-01-01', '2024-12-31', '2024-12-31', '2024-01-01';

-- switching of orders
execute immediate 'with people as (
    select
        customer_id
    from silver.dim_customer_acquisition as customer
    where customer.point_of_entry = ?
),
changes as (
    select
        stated.customer_id,
        cast(stated.transacted_at as date) as changed_on,
        stated.before_order_id is not null as is_change,
        cast(stated.before_prepaid_orders as varchar) as from_value,
        cast(stated.prepaid_orders as varchar) as to_value,
        old_product.gross_price as from_price,
        new_product.gross_price as to_price
    from (
    select
        *,
        lag(product_id) over (partition by customer_id order by transacted_at, order_id) as before_product_id,
        lag(prepaid_orders) over (partition by customer_id order by transacted_at, order_id) as before_prepaid_orders,
        lag(order_id) over (partition by customer_id order by transacted_at, order_id) as before_order_id
    from (
    select
        customer_id,
        order_id,
        transacted_at,
        product_id,
        prepaid_orders,
        row_number() over (partition by order_id order by list_revenue desc, transaction_id) as place
    from silver.fct_transactions
    where customer_id is not null
        and customer_id in (select customer_id from silver.fct_transactions where transaction_date between cast(? as date) and cast(? as date))
        and customer_id in (select customer_id from people)
    ) as lines
    where place = 1
    ) as stated
    left join silver.dim_coffee_profile as old_product on stated.before_product_id = old_product.product_id
        and stated.transacted_at >= old_product.applies_from and stated.transacted_at < old_product.applies_to
    left join silver.dim_coffee_profile as new_product on stated.product_id = new_product.product_id
        and stated.transacted_at >= new_product.applies_from and stated.transacted_at < new_product.applies_to
),
moves as (
    select
        case when changed_on between cast(? as date) and cast(? as date) then 0 end as side,
        date_trunc(''month'', changed_on) as month,
        from_value,
        to_value,
        customer_id,
        count(*) as events,
        cast(sum(to_price - from_price) as double) as effect
    from changes
    where is_change
        and from_value is distinct from to_value
        and changed_on between cast(? as date) and cast(? as date)
    group by 1, 2, 3, 4, 5
),
by_customer as (
    select
        *,
        case when row_number() over (partition by side, customer_id order by month, from_value, to_value) = 1 then sum(effect) over (partition by side, customer_id) end as whole_effect
    from moves
),
holders as (
    select
        0 as side,
        count(distinct customer_id) as customers
    from silver.fct_transactions
    where customer_id is not null
        and transaction_date between cast(? as date) and cast(? as date)
        and customer_id in (select customer_id from people)
),
told as (
    select
        case grouping(side) * 4 + grouping(month) * 2 + grouping(from_value) when 2 then ''pairs'' when 3 then ''sides'' when 5 then ''months'' else ''month_pairs'' end as level,
        side,
        month,
        from_value,
        to_value,
        sum(events) as events,
        count(distinct customer_id) as customers,
        sum(effect) as effect,
        sum(whole_effect * whole_effect) as effect_squares
    from by_customer
    group by grouping sets ((side, from_value, to_value), (side), (month), (month, from_value, to_value))
)
select * from told
union all
select
    ''holders'',
    side,
    null,
    null,
    null,
    0,
    customers,
    null,
    null
from holders
order by level, month, events desc, from_value, to_value' using 'subscription', '2024-01-01', '2024-12-31', '2024-01-01', '2024-12-31', '2024-01-01', '2024-12-31', '2024-01-01', '2024-12-31';
