{#-
    Discounts by program: the facts have a column for welcome, for prepaid, for each program that the var discount_programs
    names, and one for the others.
-#}

{#- A text once per discount column, with the column's name for %. -#}
{% macro each_discount(text) -%}
{{ text | replace('%', 'welcome_discount') }}
        {{ text | replace('%', 'prepaid_discount') }}
        {% for program in var('discount_programs') -%}
        {{ text | replace('%', program ~ '_discount') }}
        {% endfor -%}
        {{ text | replace('%', 'other_discount') }}
{%- endmacro %}

{#- Sums of the discounts of a line by program, each followed by a comma. -#}
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

{#- Selects of the named discounts: those in the var discounts, each a column of the order lines, and those of the table. -#}
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

{#- The columns of the order lines in the var discounts, each typed and followed by a comma. -#}
{% macro discount_typed_columns() -%}
{% for discount in var('discounts') -%}
{{ as_money(discount.column) }} as {{ discount.column }},
        {% endfor -%}
{%- endmacro %}

{#- The program of a line's discounts, or several. A discount of 0 counts only if it is the only one. -#}
{% macro program_of_line() -%}
case
            when min(case when amount <> 0 then program end) <> max(case when amount <> 0 then program end) then 'several'
            else coalesce(min(case when amount <> 0 then program end), min(program))
        end
{%- endmacro %}

{#- List value on a program and its discount, from line_totals, each followed by a comma. -#}
{% macro trend_of_program(program) -%}
cast(coalesce(line_totals.{{ program }}_list, 0) as decimal(38, 4)) as {{ program }}_list,
        cast(coalesce(line_totals.{{ program }}_discount, 0) as decimal(38, 4)) as {{ program }}_discount,
{%- endmacro %}

{#- Net revenue of an order line: as booked, less the reversals that are booked separately. -#}
{% macro net_of_line(transactions, reversals) -%}
cast({{ transactions }}.net_revenue - coalesce({{ reversals }}.taken_off, 0) as decimal(18, 4))
{%- endmacro %}

{#- List value of an order line, if it is booked or a list price is known; otherwise null. -#}
{% macro known_list(transactions, profiles) -%}
{{ money_that_fits('coalesce(
            ' ~ transactions ~ '.list_revenue,
            case when ' ~ transactions ~ '.quantity <> 0 then ' ~ profiles ~ '.gross_price * ' ~ transactions ~ '.quantity end
        )') }}
{%- endmacro %}

{#-
    The name of a program as a column name: lower-case letters, digits and underscores. Names that the model uses for
    something else get a suffix.
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
