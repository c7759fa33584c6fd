{#- Keys that a list of the source may lack, and where they are referred to: list, its key, table, column. -#}
{%- set references = [
    ['customers', 'customer_id', 'transactions', 'customer_id'],
    ['customers', 'customer_id', 'transactions', 'gift_recipient_id'],
    ['customers', 'customer_id', 'subscription_state_changes', 'customer_id'],
    ['coffee_profiles', 'product_id', 'transactions', 'product_id'],
    ['coffee_profiles', 'product_id', 'subscription_state_changes', 'product_id'],
    ['discount_offerings', 'discount_id', 'transactions', 'discount_id']
] %}
with unlisted as (

    {% for reference in references -%}
    select
        '{{ reference[0] }}' as source_table,
        '{{ reference[2] }}' as named_in,
        '{{ reference[3] }}' as named_as,
        named.{{ reference[3] }} as unlisted_key,
        count(*) as records
    from {{ ref('stg_' + reference[2]) }} as named
    where
        named.{{ reference[3] }} is not null
        and exists (select 1 from {{ ref('stg_' + reference[0]) }})
        and not exists (
            select 1 from {{ ref('stg_' + reference[0]) }} as listed
            where listed.{{ reference[1] }} = named.{{ reference[3] }}
        )
    group by named.{{ reference[3] }}
    {% if not loop.last %}
    union all

    {% endif %}{% endfor %}
)

select * from unlisted
