{#- Types for the text of a source; what cannot be read becomes null. -#}

{#-
    UTC, without a zone; text without an offset is read as UTC. Text that ends with its seconds or a Z cannot have an
    offset, which is several times faster to read; a plain timestamp would silently drop an offset. Minutes before
    an offset get seconds, without which it cannot be read. Text with a zone's name has a branch of its own:
    within one branch DuckDB reads the texts after it without a zone as in that zone.
-#}
{% macro as_timestamp(text) -%}
{{ adapter.dispatch('as_timestamp')(text) }}
{%- endmacro %}

{% macro duckdb__as_timestamp(text) -%}
case
            when {{ text }} like '________________:__' or {{ text }} like '________________:__Z'
                then try_cast({{ text }} as timestamp)
            when regexp_matches({{ text }}, '[A-Za-z]{2}')
                then {{ zoned_timestamp(text) }}
            else {{ zoned_timestamp(text) }}
        end
{%- endmacro %}

{% macro zoned_timestamp(text) -%}
timezone('UTC', try_cast(
                    case
                        when substr({{ text }}, 14, 1) = ':' and substr({{ text }}, 17, 1) in ('Z', 'z', '+', '-', ' ')
                            then substr({{ text }}, 1, 16) || ':00'
                                || upper(replace(replace(substr({{ text }}, 17), ' +', '+'), ' -', '-'))
                        when {{ text }} < ':' then {{ text }}
                    end as timestamptz
                ))
{%- endmacro %}

{% macro default__as_timestamp(text) -%}
cast(try_cast({{ text }} as timestamp with time zone) at time zone 'UTC' as timestamp)
{%- endmacro %}

{#-
    A time as a regular expression: year, month, day and time are its groups 1 to 4, the time with at most six
    decimals. `ending` is what may follow the time; a day alone is enough if `or_day` is ?.
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

{#- Money with all decimals of the text, up to twelve. -#}
{% macro as_exact_money(text) -%}
{{ adapter.dispatch('as_exact_money')(text) }}
{%- endmacro %}

{% macro default__as_exact_money(text) -%}
try_cast({{ text }} as decimal(36, 12))
{%- endmacro %}

{#- A share in percent: 40 is 40 %. -#}
{% macro as_percent(text) -%}
{{ adapter.dispatch('as_percent')(text) }}
{%- endmacro %}

{% macro default__as_percent(text) -%}
try_cast({{ text }} as decimal(9, 4))
{%- endmacro %}

{#- A whole number, even if written as 2.0; 2.5 is not one. -#}
{% macro as_whole(text) -%}
{{ adapter.dispatch('as_whole')(text) }}
{%- endmacro %}

{% macro duckdb__as_whole(text) -%}
case
            when {{ text }} not like '%.%' then try_cast({{ text }} as integer)
            when try_cast({{ text }} as decimal(14, 4)) % 1 = 0 then try_cast({{ text }} as integer)
        end
{%- endmacro %}

{#- Most engines cannot read 2.0 or 1e3 as a whole number. -#}
{% macro default__as_whole(text) -%}
case
            when try_cast({{ text }} as decimal(14, 4)) % 1 = 0
                then try_cast(try_cast({{ text }} as decimal(14, 4)) as integer)
        end
{%- endmacro %}

{#-
    A word of a fixed vocabulary, in any spelling: A La Carte and a-la-carte are a_la_carte. Null for any other. Most
    sources write the word itself, which is found without parsing the text.
-#}
{% macro as_word(text, words) -%}
case
            when {{ text }} in ({% for word in words %}'{{ word }}'{% if not loop.last %}, {% endif %}{% endfor %}) then {{ text }}
            {% for word in words -%}
            when {{ letters_of(text) }} = '{{ word | replace('_', '') }}' then '{{ word }}'
            {% endfor -%}
        end
{%- endmacro %}

{#- The letters of a text, in lower case and without accents. -#}
{% macro letters_of(text) -%}
{{ adapter.dispatch('letters_of')(text) }}
{%- endmacro %}

{% macro duckdb__letters_of(text) -%}
regexp_replace(lower(strip_accents({{ text }})), '[^a-z]', '', 'g')
{%- endmacro %}

{% macro default__letters_of(text) -%}
regexp_replace(lower({{ text }}), '[^a-z]', '')
{%- endmacro %}

{#- Lower-case letters without accents, for engines without a function for it: the letters of Europe's languages. -#}
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
    A 64-bit number instead of a text, to group by or count: an order of magnitude faster. Two different texts in the same
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
    Number of distinct values in each of many small groups. DuckDB keeps a separate table per distinct count, which costs
    more than all the sums of the cube together; listing and comparing the values of a group does not.
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

{#- Yes or no to a use of personal data: null if the text says neither, which is not consent. -#}
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

{#- An objection: a yes, a date, any text but a no. In doubt nobody's data is sent. -#}
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
