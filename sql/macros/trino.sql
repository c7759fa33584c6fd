{#- Trino, and Athena, which uses its dialect: where the defaults do not work. -#}

{#-
    Text is converted to the only format that Trino reads (2024-01-05T10:11:12Z is not), with at most six decimals, because
    more are rounded. A time with neither an offset nor a zone is UTC.
-#}
{% macro trino__as_timestamp(text) -%}
{%- set plain = timestamp_pattern('(?:Z| UTC)?', '?') -%}
{%- set offset = timestamp_pattern('(?:(?<=[T ][0-9]{2}:[0-9]{2}) )?([+-][0-9]{2}):?([0-9]{2})?') -%}
{%- set zone = timestamp_pattern(' ([A-Z][A-Za-z]+(?:/[A-Za-z_]+)+)') -%}
case
            when regexp_like({{ text }}, '{{ plain }}')
                then try_cast(trim(regexp_replace({{ text }}, '{{ plain }}', '$1-$2-$3 $4')) as timestamp(6))
            when regexp_like({{ text }}, '{{ offset }}')
                then cast(try_cast(
                    regexp_replace(regexp_replace({{ text }}, '{{ offset }}', '$1-$2-$3 $4 $5:$6'), ':$', ':00')
                    as timestamp(6) with time zone
                ) at time zone 'UTC' as timestamp(6))
            when regexp_like({{ text }}, '{{ zone }}')
                then cast(try_cast(
                    regexp_replace({{ text }}, '{{ zone }}', '$1-$2-$3 $4 $5') as timestamp(6) with time zone
                ) at time zone 'UTC' as timestamp(6))
        end
{%- endmacro %}

{% macro trino__as_money(text) -%}
try_cast(trim({{ text }}) as decimal(18, 4))
{%- endmacro %}

{% macro trino__as_exact_money(text) -%}
try_cast(trim({{ text }}) as decimal(36, 12))
{%- endmacro %}

{% macro trino__as_percent(text) -%}
try_cast(trim({{ text }}) as decimal(9, 4))
{%- endmacro %}

{% macro trino__as_rate(text) -%}
try_cast(trim({{ text }}) as decimal(19, 12))
{%- endmacro %}

{% macro trino__as_whole(text) -%}
{{ default__as_whole('trim(' ~ text ~ ')') }}
{%- endmacro %}

{% macro trino__letters_of(text) -%}
regexp_replace(lower(normalize({{ text }}, NFD)), '[^a-z]', '')
{%- endmacro %}

{% macro trino__as_program_name(text) -%}
{{ default__as_program_name("regexp_replace(normalize(" ~ text ~ ", NFD), '\\p{M}', '')") }}
{%- endmacro %}

{#- date_diff itself counts timestamps in milliseconds. -#}
{% macro trino__elapsed_days(from_time, to_time) -%}
cast(case
            when {{ to_time }} >= {{ from_time }} then {{ full_days(from_time, to_time) }}
            else -({{ full_days(to_time, from_time) }})
        end as integer)
{%- endmacro %}

{% macro full_days(from_time, to_time) -%}
date_diff('day', cast({{ from_time }} as date), cast({{ to_time }} as date))
                - case when cast({{ to_time }} as time(6)) < cast({{ from_time }} as time(6)) then 1 else 0 end
{%- endmacro %}

{% macro trino__calendar_days(from_date, to_date) -%}
cast(date_diff('day', {{ from_date }}, {{ to_date }}) as integer)
{%- endmacro %}

{% macro trino__day_of_week(date) -%}
day_of_week({{ date }})
{%- endmacro %}

{#- A sequence has at most 10,000 values there, which is 27 years of days. -#}
{% macro trino__every_day(from_date, to_date) -%}
{%- set last = "date_diff('day', " ~ from_date ~ ", " ~ to_date ~ ")" -%}
select date_add('day', ten_thousands.number * 10000 + ones.number, {{ from_date }}) as date_day
    from unnest(sequence(0, {{ last }} / 10000)) as ten_thousands (number)
    cross join unnest(sequence(0, 9999)) as ones (number)
    where ten_thousands.number * 10000 + ones.number <= {{ last }}
{%- endmacro %}

{#-
    An existing table is replaced in place, so that its Iceberg snapshots continue; dbt-trino would create a new one,
    without the snapshots of earlier builds.
-#}
{% macro on_table_exists_logic(on_table_exists, existing_relation, intermediate_relation, backup_relation, target_relation) -%}
{% call statement('main') -%}
{{ create_table_as(False, target_relation, sql, 'replace') }}
{%- endcall %}
{%- endmacro %}
