{#- Arithmetic with dates; all timestamps are UTC. -#}

{#-
    First day of the week, month, quarter or year of a time, as a date. Weeks begin on the day of the var week_starts; if
    that is not Monday, they are computed as weeks from Monday of times shifted by the difference in days.
-#}
{% macro first_day_of(grain, time) -%}
{%- set days_late = {
    'monday': 0, 'sunday': 1, 'saturday': 2, 'friday': 3, 'thursday': 4, 'wednesday': 5, 'tuesday': 6
} -%}
{%- set late = days_late[var('week_starts')] -%}
{%- if grain == 'week' and late > 0 -%}
cast({{ add_days(adapter.dispatch('first_day_of')(grain, add_days(time, late)), 0 - late) }} as date)
{%- else -%}
{{ adapter.dispatch('first_day_of')(grain, time) }}
{%- endif -%}
{%- endmacro %}

{% macro default__first_day_of(grain, time) -%}
cast(date_trunc('{{ grain }}', {{ time }}) as date)
{%- endmacro %}

{#- Whole days of 24 hours from one timestamp to a later one. -#}
{% macro elapsed_days(from_time, to_time) -%}
{{ adapter.dispatch('elapsed_days')(from_time, to_time) }}
{%- endmacro %}

{% macro duckdb__elapsed_days(from_time, to_time) -%}
cast((epoch_us({{ to_time }}) - epoch_us({{ from_time }})) // 86400000000 as integer)
{%- endmacro %}

{% macro default__elapsed_days(from_time, to_time) -%}
cast(trunc(extract(epoch from ({{ to_time }} - {{ from_time }})) / 86400) as integer)
{%- endmacro %}

{#- Number of midnights between two dates. -#}
{% macro calendar_days(from_date, to_date) -%}
{{ adapter.dispatch('calendar_days')(from_date, to_date) }}
{%- endmacro %}

{% macro default__calendar_days(from_date, to_date) -%}
cast({{ to_date }} - {{ from_date }} as integer)
{%- endmacro %}

{#- Months (quarters) from the one with a date to the one with another. -#}
{% macro calendar_months(from_date, to_date) -%}
cast((extract(year from {{ to_date }}) - extract(year from {{ from_date }})) * 12
            + extract(month from {{ to_date }}) - extract(month from {{ from_date }}) as integer)
{%- endmacro %}

{% macro calendar_quarters(from_date, to_date) -%}
cast((extract(year from {{ to_date }}) - extract(year from {{ from_date }})) * 4
            + extract(quarter from {{ to_date }}) - extract(quarter from {{ from_date }}) as integer)
{%- endmacro %}

{#- The day of the week, from 1 for Monday to 7. -#}
{% macro day_of_week(date) -%}
{{ adapter.dispatch('day_of_week')(date) }}
{%- endmacro %}

{% macro default__day_of_week(date) -%}
extract(isodow from {{ date }})
{%- endmacro %}

{% macro add_days(time, days) -%}
{{ adapter.dispatch('add_days')(time, days) }}
{%- endmacro %}

{% macro default__add_days(time, days) -%}
{{ time }} + interval '{{ days }}' day
{%- endmacro %}

{#- A select of every date_day from one date to another, both included. -#}
{% macro every_day(from_date, to_date) -%}
{{ adapter.dispatch('every_day')(from_date, to_date) }}
{%- endmacro %}

{% macro default__every_day(from_date, to_date) -%}
select cast(generated.day as date) as date_day
    from generate_series(
        cast({{ from_date }} as timestamp), cast({{ to_date }} as timestamp), interval '1' day
    ) as generated (day)
{%- endmacro %}

{#- Time of the build in the business's time zone; a date in the past cannot be later. -#}
{% macro run_at() -%}
{%- if var('run_at') -%}
timestamp '{{ var('run_at') }}'
{%- else -%}
{{ adapter.dispatch('time_now')(var('time_zone')) }}
{%- endif -%}
{%- endmacro %}

{#- The current time in a time zone, UTC if none is given. -#}
{% macro default__time_now(time_zone) -%}
{%- if time_zone -%}
cast(current_timestamp at time zone '{{ time_zone }}' as timestamp)
{%- else -%}
cast(current_timestamp as timestamp)
{%- endif -%}
{%- endmacro %}

{#- Full steps of a given length in a non-negative count, for example months of 30 days in days. -#}
{% macro whole_steps(count, length) -%}
{{ adapter.dispatch('whole_steps')(count, length) }}
{%- endmacro %}

{% macro duckdb__whole_steps(count, length) -%}
({{ count }}) // {{ length }}
{%- endmacro %}

{#- On some engines a plain division gives a decimal rounded to one place: 329 / 30.0 is 11.0 there. -#}
{% macro default__whole_steps(count, length) -%}
cast((({{ count }}) - mod({{ count }}, {{ length }})) / {{ length }} as integer)
{%- endmacro %}
