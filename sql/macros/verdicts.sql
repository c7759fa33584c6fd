{#-
    Rejections of a source's records, made once and used twice: what is listed is quarantined and left out of the
    typed table. Each model rejected_* prepares a CTE `checked`: the raw columns, and per checked column a
    <column>_problem that is null if there is none.
-#}

{#- Whether a text is not a time in the years 1 to 9999; a two-digit year is not one, but 0024 is. -#}
{% macro is_no_day(column) -%}
coalesce({{ as_timestamp(column) }} not between
                case when {{ column }} like '0%' then timestamp '0001-01-01' else timestamp '1000-01-01' end
                and timestamp '9999-12-31 23:59:59.999999', true)
{%- endmacro %}

{#- Problem with a required or optional date in the past. -#}
{% macro date_problem(column, required) -%}
case
            {% if required -%} when {{ column }} is null then 'missing' {%- else -%} when {{ column }} is null then null {%- endif %}
            when {{ is_no_day(column) }} then 'not a date'
            when {{ as_timestamp(column) }} > run_at then 'in the future'
        end as {{ column }}_problem
{%- endmacro %}

{#- Problem with a date that may be in the future, such as the end of an offering. -#}
{% macro any_date_problem(column) -%}
case
            when {{ column }} is null then null
            when {{ is_no_day(column) }} then 'not a date'
        end as {{ column }}_problem
{%- endmacro %}

{#- Problem with a text; `typed` is the expression that types it. -#}
{% macro number_problem(column, typed, required) -%}
case
            {% if required -%} when {{ column }} is null then 'missing' {%- else -%} when {{ column }} is null then null {%- endif %}
            when {{ typed }} is null then 'not a number'
        end as {{ column }}_problem
{%- endmacro %}

{#- Problem with a word of a fixed vocabulary; `word` is the expression that finds it. -#}
{% macro word_problem(column, word, required) -%}
case
            {% if required -%} when {{ column }} is null then 'missing' {%- else -%} when {{ column }} is null then null {%- endif %}
            when {{ word }} is null then 'unknown value'
        end as {{ column }}_problem
{%- endmacro %}

{#-
    The CTEs after `checked` up to `rejected`: one row per record and column with a problem, then the later records of a
    key that a valid record already has, distinguished by whether they repeat it in full. Only records whose key occurs twice are
    compared. `records` is the raw table, read again in each place, because a CTE would be copied in full. `own` is the carrier of
    the source's own dimensions in the table, if it has any.
-#}
{% macro rejections(records, table, key, key_column, checked_columns, columns, own='') -%}
broken as (

    select *
    from checked
    where
        {% for column in checked_columns -%}
        {% if not loop.first %}or {% endif %}{{ column }}_problem is not null
        {% endfor %}
        {% for discount in var('discounts') -%}
        {% if own == 'lines' %}or {{ discount.column }}_problem is not null{% endif %}
        {% endfor %}
),

repeated_keys as (

    select {{ key }} as record_key
    from {{ records }}
    where {{ key }} is not null
    group by {{ key }}
    having count(*) > 1

),

copies as (

    select
        records.*,
        repeated_keys.record_key,
        row_number() over (
            partition by repeated_keys.record_key order by records.source_file, records._record
        ) as copy
    from {{ records }} as records
    inner join repeated_keys on {{ key }} = repeated_keys.record_key
    where not exists (
        select 1 from broken where broken.source_file = records.source_file and broken._record = records._record
    )

),

duplicates as (

    select
        copies.source_file,
        copies._line,
        copies._record,
        copies.{{ key_column }},
        case
            when
                {% for column in columns -%}
                {% if not loop.first %}and {% endif %}copies.{{ column }} is not distinct from firsts.{{ column }}
                {% endfor -%}
                {% for dimension in var('own_dimensions') -%}
                {% if dimension.of == own -%}
                and copies.{{ dimension.name }} is not distinct from firsts.{{ dimension.name }}
                {% endif -%}
                {% endfor -%}
                {% for discount in var('discounts') -%}
                {% if own == 'lines' -%}
                and copies.{{ discount.column }} is not distinct from firsts.{{ discount.column }}
                {% endif -%}
                {% endfor %}then 'exact duplicate'
            else 'duplicate key'
        end as problem
    from copies
    inner join copies as firsts on copies.record_key = firsts.record_key and firsts.copy = 1
    where copies.copy > 1

),

rejected as (

    {% for column in checked_columns -%}
    select
        '{{ table }}' as source_table,
        source_file,
        cast(_line as bigint) as source_line,
        cast(_record as bigint) as source_record,
        '{{ column }}' as column_name,
        {{ column }} as value,
        {{ column }}_problem as reason
    from broken
    where {{ column }}_problem is not null

    union all

    {% endfor -%}
    {% for discount in var('discounts') -%}
    {% if own == 'lines' -%}
    select
        '{{ table }}' as source_table,
        source_file,
        cast(_line as bigint) as source_line,
        cast(_record as bigint) as source_record,
        '{{ discount.column }}' as column_name,
        {{ discount.column }} as value,
        {{ discount.column }}_problem as reason
    from broken
    where {{ discount.column }}_problem is not null

    union all

    {% endif -%}
    {% endfor %}select
        '{{ table }}' as source_table,
        source_file,
        cast(_line as bigint) as source_line,
        cast(_record as bigint) as source_record,
        '{{ key_column }}' as column_name,
        {{ key_column }} as value,
        problem as reason
    from duplicates

)
{%- endmacro %}
