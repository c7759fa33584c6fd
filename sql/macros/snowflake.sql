{#- Snowflake: where the defaults do not work. Untested, because no account was available. -#}

{% macro snowflake__as_timestamp(text) -%}
case
            when {{ text }} not like '-%'
                then convert_timezone('UTC', try_to_timestamp_tz({{ text }}))::timestamp_ntz(6)
        end
{%- endmacro %}

{#- try_cast accepts only text. -#}
{% macro snowflake__money_that_fits(amount) -%}
case when abs({{ amount }}) < 100000000000000 then cast({{ amount }} as decimal(18, 4)) end
{%- endmacro %}

{% macro snowflake__as_whole(text) -%}
case
            when mod(try_to_decimal({{ text }}, 14, 4), 1) = 0 and abs(try_to_decimal({{ text }}, 14, 4)) < 2147483648
                then cast(try_to_decimal({{ text }}, 14, 4) as integer)
        end
{%- endmacro %}

{% macro snowflake__letters_of(text) -%}
regexp_replace({{ without_accents('lower(' ~ text ~ ')') }}, '[^a-z]', '')
{%- endmacro %}

{% macro snowflake__elapsed_days(from_time, to_time) -%}
cast(trunc(timestampdiff(microsecond, {{ from_time }}, {{ to_time }}) / 86400000000) as integer)
{%- endmacro %}

{% macro snowflake__calendar_days(from_date, to_date) -%}
datediff(day, {{ from_date }}, {{ to_date }})
{%- endmacro %}

{% macro snowflake__day_of_week(date) -%}
dayofweekiso({{ date }})
{%- endmacro %}

{% macro snowflake__add_days(time, days) -%}
dateadd(day, {{ days }}, {{ time }})
{%- endmacro %}

{% macro snowflake__every_day(from_date, to_date) -%}
select dateadd(day, number, {{ from_date }}) as date_day
    from (select row_number() over (order by null) - 1 as number from table(generator(rowcount => 100000)))
    where number <= datediff(day, {{ from_date }}, {{ to_date }})
{%- endmacro %}

{% macro snowflake__time_now(time_zone) -%}
convert_timezone('{{ time_zone or 'UTC' }}', current_timestamp())::timestamp_ntz(6)
{%- endmacro %}
