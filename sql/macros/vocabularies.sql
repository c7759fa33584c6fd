{#- The words of the input contract, recognised in any case, with spaces or hyphens; null for any other. -#}

{% macro as_transaction_type(text) -%}
{{ as_word(text, ['subscription', 'a_la_carte', 'gift']) }}
{%- endmacro %}

{% macro as_state(text) -%}
{{ as_word(text, ['started', 'paused', 'resumed', 'skipped', 'plan_changed', 'cancelled', 'reactivated']) }}
{%- endmacro %}

{% macro as_program(text) -%}
{{ as_word(text, ['welcome', 'prepaid', 'promotion', 'loyalty']) }}
{%- endmacro %}

{% macro as_bag_size(text) -%}
{{ as_word(text, ['standard', 'large']) }}
{%- endmacro %}

{% macro as_kind(text) -%}
{{ as_word(text, ['refund', 'credit', 'replacement', 'chargeback']) }}
{%- endmacro %}

{% macro as_caffeination(text) -%}
{{ as_word(text, ['regular', 'half_caff', 'decaf']) }}
{%- endmacro %}
