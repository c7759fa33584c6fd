{#-
    Spark SQL 4: where the defaults do not work. Its session must be in UTC, with timestamps without a zone
    (spark.sql.timestampType=TIMESTAMP_NTZ), and must keep the decimals of sums (spark.sql.decimalOperations.allowPrecisionLoss=false).
-#}

{#- Reads the formats that the other engines accept; Spark itself would also accept a bare year or time. -#}
{% macro spark__as_timestamp(text) -%}
{%- set plain = timestamp_pattern('(?:Z| UTC)?', '?') -%}
{%- set offset = timestamp_pattern('(?:(?<=[T ][0-9]{2}:[0-9]{2}) )?([+-][0-9]{2}):?([0-9]{2})?') -%}
{%- set zone = timestamp_pattern(' ([A-Z][A-Za-z]+(?:/[A-Za-z_]+)+)') -%}
case
            when {{ text }} rlike '{{ plain }}'
                then try_cast(regexp_replace({{ text }}, '{{ plain }}', '$1-$2-$3 $4') as timestamp_ntz)
            when {{ text }} rlike '{{ offset }}'
                then cast(try_cast(
                    regexp_replace(regexp_replace({{ text }}, '{{ offset }}', '$1-$2-$3 $4$5:$6'), ':$', ':00')
                    as timestamp_ltz
                ) as timestamp_ntz)
            when {{ text }} rlike '{{ zone }}'
                then cast(try_cast(
                    regexp_replace({{ text }}, '{{ zone }}', '$1-$2-$3 $4 $5') as timestamp_ltz
                ) as timestamp_ntz)
        end
{%- endmacro %}

{% macro spark__as_text(value) -%}
cast({{ value }} as string)
{%- endmacro %}

{% macro spark__letters_of(text) -%}
regexp_replace({{ without_accents('lower(' ~ text ~ ')') }}, '[^a-z]', '')
{%- endmacro %}

{% macro spark__as_program_name(text) -%}
{{ default__as_program_name(without_accents('lower(' ~ text ~ ')')) }}
{%- endmacro %}

{% macro spark__elapsed_days(from_time, to_time) -%}
cast(timestampdiff(day, {{ from_time }}, {{ to_time }}) as integer)
{%- endmacro %}

{% macro spark__calendar_days(from_date, to_date) -%}
datediff({{ to_date }}, {{ from_date }})
{%- endmacro %}

{% macro spark__day_of_week(date) -%}
extract(dayofweek_iso from {{ date }})
{%- endmacro %}

{% macro spark__every_day(from_date, to_date) -%}
select explode(sequence({{ from_date }}, {{ to_date }}, interval '1' day)) as date_day
{%- endmacro %}

{% macro spark__time_now(time_zone) -%}
{%- if time_zone -%}
cast(from_utc_timestamp(current_timestamp(), '{{ time_zone }}') as timestamp_ntz)
{%- else -%}
cast(current_timestamp() as timestamp_ntz)
{%- endif -%}
{%- endmacro %}
