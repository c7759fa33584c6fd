{#-
    Discounts by program: the facts have a column for welcome, for prepaid, for each program that the var discount_programs
    names, and one for the others.
-#}

{#- A text once per discount column, in whose place it has a %. -#}
{% macro each_discount(text) -%}
{{ text | replace('%', 'welcome_discount') }}
        {{ text | replace('%', 'prepaid_discount') }}
        {% for program in var('discount_programs') -%}
        {{ text | replace('%', program ~ '_discount') }}
        {% endfor -%}
        {{ text | replace('%', 'other_discount') }}
{%- endmacro %}

{#- Sums of the discounts of a line by program, each before a comma. -#}
{% macro discount_sums() -%}
cast(sum(case when program = 'welcome' then amount else 0 end) as decimal(18, 4)) as welcome_discount,
        cast(sum(case when program = 'prepaid' then amount else 0 end) as decimal(18, 4)) as prepaid_discount,
        {% for program in var('discount_programs') -%}
        cast(sum(case when program = '{{ program }}' then amount else 0 end) as decimal(18, 4)) as {{ program }}_discount,
        {% endfor -%}
        cast(sum(
            case
                when program in ('welcome', 'prepaid'{% for program in var('discount_programs') %}, '{{ program }}'{% endfor %}) then 0
                else amount
            end
        ) as decimal(18, 4)) as other_discount,
{%- endmacro %}

{#- Selects of the discounts that are named: those that the var discounts lists, each a column of the order lines, and the table's. -#}
{% macro named_discounts() -%}
{% for discount in var('discounts') -%}
select
        transaction_id,
        '{{ discount.name | replace("'", "''") }}' as discount_name,
        '{{ discount.program }}' as program,
        {{ discount.column }} as amount,
        cast({{ discount.sign or 'null' }} as integer) as said_sign
    from {{ ref('stg_transactions') }}
    where {{ discount.column }} <> 0

    union all

    {% endfor -%}
select
        transaction_id,
        name as discount_name,
        program,
        amount,
        cast(null as integer) as said_sign
    from {{ ref('stg_line_discounts') }}
{%- endmacro %}

{#- The columns of the order lines that the var discounts lists, each typed and before a comma. -#}
{% macro discount_typed_columns() -%}
{% for discount in var('discounts') -%}
{{ as_money(discount.column) }} as {{ discount.column }},
        {% endfor -%}
{%- endmacro %}

{#- The program of a line's discounts: several where they are of more than one. A discount of nothing counts where it is alone. -#}
{% macro program_of_line() -%}
case
            when min(case when amount <> 0 then program end) <> max(case when amount <> 0 then program end) then 'several'
            else coalesce(min(case when amount <> 0 then program end), min(program))
        end
{%- endmacro %}

{#- List value on a program, and its discount, of line_totals, each before a comma. -#}
{% macro trend_of_program(program) -%}
cast(coalesce(line_totals.{{ program }}_list, 0) as decimal(38, 4)) as {{ program }}_list,
        cast(coalesce(line_totals.{{ program }}_discount, 0) as decimal(38, 4)) as {{ program }}_discount,
{%- endmacro %}

{#- Net revenue of an order line: as booked, less the reversals that are booked beside it. -#}
{% macro net_of_line(transactions, reversals) -%}
cast({{ transactions }}.net_revenue - coalesce({{ reversals }}.taken_off, 0) as decimal(18, 4))
{%- endmacro %}

{#- List value of an order line where it is booked or a list price is known; null where neither is. -#}
{% macro known_list(transactions, profiles) -%}
{{ money_that_fits('coalesce(
            ' ~ transactions ~ '.list_revenue,
            case when ' ~ transactions ~ '.quantity <> 0 then ' ~ profiles ~ '.gross_price * ' ~ transactions ~ '.quantity end
        )') }}
{%- endmacro %}

{#-
    The name of a program as a column can have it: small letters, digits and underscores. Names that the model has for
    something else get a word more.
-#}
{% macro as_program_name(text) -%}
{{ adapter.dispatch('as_program_name')(text) }}
{%- endmacro %}

{% macro duckdb__as_program_name(text) -%}
regexp_replace(
            trim(regexp_replace(lower(strip_accents({{ text }})), '[^a-z0-9]+', '_', 'g'), '_'),
            '^({{ taken_program_names() }})$', '\1_offer'
        )
{%- endmacro %}

{% macro default__as_program_name(text) -%}
regexp_replace(
            trim('_' from regexp_replace(lower({{ text }}), '[^a-z0-9]+', '_')),
            '^({{ taken_program_names() }})$', '$1_offer'
        )
{%- endmacro %}

{% macro taken_program_names() -%}
none|several|prepaid_[0-9]+|channel_mix|volume|bag_size|coffee_profile|list_price|reversals|plug|prepayment_timing|customers|product_mix|other_discounts|refund|credit|chargeback|replacement|booked
{%- endmacro %}
