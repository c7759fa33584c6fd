{#- Text of a source to types: what cannot be read becomes null. -#}

{#-
    UTC, without a zone; text without an offset is taken as UTC. As long as text ends with its seconds or a Z it cannot
    have an offset, which is several times faster to read: a plain timestamp would drop an offset in silence. Minutes before
    an offset are given seconds, without which it is not read.
-#}
{% macro as_timestamp(text) -%}
{{ adapter.dispatch('as_timestamp')(text) }}
{%- endmacro %}

{% macro duckdb__as_timestamp(text) -%}
case
            when {{ text }} like '________________:__' or {{ text }} like '________________:__Z'
                then try_cast({{ text }} as timestamp)
            when substr({{ text }}, 14, 1) = ':' and substr({{ text }}, 17, 1) in ('Z', 'z', '+', '-', ' ')
                then timezone('UTC', try_cast(
                    substr({{ text }}, 1, 16) || ':00'
                    || upper(replace(replace(substr({{ text }}, 17), ' +', '+'), ' -', '-')) as timestamptz
                ))
            else timezone('UTC', try_cast(case when {{ text }} < ':' then {{ text }} end as timestamptz))
        end
{%- endmacro %}

{% macro default__as_timestamp(text) -%}
cast(try_cast({{ text }} as timestamp with time zone) at time zone 'UTC' as timestamp)
{%- endmacro %}

{#-
    What a time looks like, as a regular expression: year, month, day and time are its groups 1 to 4, the time with six
    decimals at most. `ending` is what may follow the time; a day alone will do where `or_day` is ?.
-#}
{% macro timestamp_pattern(ending, or_day='') -%}
^ *([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ] *([0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2}(?:[.][0-9]{1,6})?)?)(?:(?<=[.][0-9]{6})[0-9]*)?{{ ending }}){{ or_day }}$
{%- endmacro %}

{% macro as_money(text) -%}
{{ adapter.dispatch('as_money')(text) }}
{%- endmacro %}

{% macro default__as_money(text) -%}
try_cast({{ text }} as decimal(18, 4))
{%- endmacro %}

{#- Money with every decimal that the text has, up to twelve. -#}
{% macro as_exact_money(text) -%}
{{ adapter.dispatch('as_exact_money')(text) }}
{%- endmacro %}

{% macro default__as_exact_money(text) -%}
try_cast({{ text }} as decimal(36, 12))
{%- endmacro %}

{#- A share in percent, 40 being 40 %. -#}
{% macro as_percent(text) -%}
{{ adapter.dispatch('as_percent')(text) }}
{%- endmacro %}

{% macro default__as_percent(text) -%}
try_cast({{ text }} as decimal(9, 4))
{%- endmacro %}

{#- A whole number, also where it is written as 2.0; 2.5 is none. -#}
{% macro as_whole(text) -%}
{{ adapter.dispatch('as_whole')(text) }}
{%- endmacro %}

{% macro duckdb__as_whole(text) -%}
case
            when {{ text }} not like '%.%' then try_cast({{ text }} as integer)
            when try_cast({{ text }} as decimal(14, 4)) % 1 = 0 then try_cast({{ text }} as integer)
        end
{%- endmacro %}

{#- Most engines read no whole number from 2.0, and none from 1e3. -#}
{% macro default__as_whole(text) -%}
case
            when try_cast({{ text }} as decimal(14, 4)) % 1 = 0
                then try_cast(try_cast({{ text }} as decimal(14, 4)) as integer)
        end
{%- endmacro %}

{#-
    A word of a fixed vocabulary, however it is written: A La Carte and a-la-carte are a_la_carte. Null for any other. Most
    sources write the word itself, which is found without taking the text apart.
-#}
{% macro as_word(text, words) -%}
case
            when {{ text }} in ({% for word in words %}'{{ word }}'{% if not loop.last %}, {% endif %}{% endfor %}) then {{ text }}
            {% for word in words -%}
            when {{ letters_of(text) }} = '{{ word | replace('_', '') }}' then '{{ word }}'
            {% endfor -%}
        end
{%- endmacro %}

{#- The letters of a text, small and without accents. -#}
{% macro letters_of(text) -%}
{{ adapter.dispatch('letters_of')(text) }}
{%- endmacro %}

{% macro duckdb__letters_of(text) -%}
regexp_replace(lower(strip_accents({{ text }})), '[^a-z]', '', 'g')
{%- endmacro %}

{% macro default__letters_of(text) -%}
regexp_replace(lower({{ text }}), '[^a-z]', '')
{%- endmacro %}

{#- Small letters without their accents, for engines that have no function for it: the letters of Europe's languages. -#}
{% macro without_accents(text) -%}
translate(
                {{ text }},
                'àáâãäåāăąǎçćĉċčďèéêëēĕėęěĝğġģĥìíîïĩīĭįǐĵķĺļľñńņňòóôõöōŏőǒŕŗřśŝşšșţťțùúûüũūŭůűųǔŵýÿŷźżž',
                'aaaaaaaaaacccccdeeeeeeeeegggghiiiiiiiiijklllnnnnooooooooorrrssssstttuuuuuuuuuuuwyyyzzz'
            )
{%- endmacro %}

{#- A value as text. -#}
{% macro as_text(value) -%}
{{ adapter.dispatch('as_text')(value) }}
{%- endmacro %}

{% macro default__as_text(value) -%}
cast({{ value }} as varchar)
{%- endmacro %}

{#-
    A number of 64 bits in place of a text, to group by or count: an order of magnitude faster. Two different texts of one
    group share a number about once in 10^19 pairs.
-#}
{% macro key_hash(text) -%}
{{ adapter.dispatch('key_hash')(text) }}
{%- endmacro %}

{% macro duckdb__key_hash(text) -%}
hash({{ text }})
{%- endmacro %}

{% macro default__key_hash(text) -%}
{{ text }}
{%- endmacro %}

{#-
    How many different values a group has, of groups that are many and small: DuckDB keeps a table of its own per distinct
    count, which costs more than all the sums of the cube together; values listed and compared in their group do not.
-#}
{% macro distinct_count(value) -%}
{{ adapter.dispatch('distinct_count')(value) }}
{%- endmacro %}

{% macro duckdb__distinct_count(value) -%}
len(list_distinct(list({{ value }})))
{%- endmacro %}

{% macro default__distinct_count(value) -%}
count(distinct {{ value }})
{%- endmacro %}

{#- Yes or no to a use of personal data: null where the text says neither, which is no consent. -#}
{% macro as_consent(text) -%}
case
            when lower(trim({{ text }})) in (
                'true', 't', 'yes', 'y', '1', 'granted', 'consent_granted', 'consented', 'opted_in', 'subscribed',
                'ja', 'oui', 'si', 'sí', 'sim'
            ) then true
            when lower(trim({{ text }})) in (
                {{ no_words() }}, 'denied', 'consent_denied', 'refused', 'withdrawn', 'opted_out', 'unsubscribed'
            ) then false
        end
{%- endmacro %}

{#- An objection: a yes, a date, any text but a no. In doubt nobody is sent anywhere. -#}
{% macro as_opt_out(text) -%}
case
            when {{ text }} is null then false
            when lower(trim({{ text }})) in ('', {{ no_words() }}) then false
            else true
        end
{%- endmacro %}

{% macro no_words() -%}
'false', 'f', 'no', 'n', '0', 'nein', 'non', 'não'
{%- endmacro %}
