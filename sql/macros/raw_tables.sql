{#-
    The raw tables on an engine that reads them from a lake, where each lies as Parquet in a folder of its name:
    dbt run-operation load_raw --args '{location: s3://bucket/raw}'
-#}
{% macro load_raw(location) -%}
{#- Name, columns, and which of the source's own dimensions it carries. -#}
{% set tables = [
    ['customers', ['customer_id', 'created_at', 'email', 'first_name', 'last_name', 'region', 'marketing_channel'], 'customers'],
    ['transactions', [
        'transaction_id', 'order_id', 'customer_id', 'transacted_at', 'transaction_type', 'subscription_id',
        'gift_recipient_id', 'product_id', 'quantity', 'net_revenue', 'discount_id', 'reversal_id', 'list_revenue',
        'discount_amount'
    ], 'lines'],
    ['subscription_state_changes', [
        'change_id', 'subscription_id', 'customer_id', 'changed_at', 'state', 'cadence_days', 'prepaid_orders', 'product_id'
    ], ''],
    ['discount_offerings', [
        'discount_id', 'name', 'program', 'prepaid_orders', 'percent_off', 'amount_off', 'valid_from', 'valid_to'
    ], ''],
    ['coffee_profiles', [
        'product_id', 'bag_size', 'bag_grams', 'method', 'caffeination', 'roast', 'flavor', 'grind', 'gross_price',
        'price_valid_from', 'price_valid_to'
    ], 'products'],
    ['reversals', [
        'reversal_id', 'transaction_id', 'customer_id', 'reversed_at', 'kind', 'amount', 'replacement_cost'
    ], '']
] -%}
{% set places = [['source_file', 'varchar'], ['_record', 'bigint'], ['_line', 'bigint']] -%}
{% for table, texts, of in tables -%}
{% set columns = [] -%}
{% for name in texts -%}{% set _ = columns.append([name, 'varchar']) -%}{% endfor -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}{% set _ = columns.append([dimension.name, 'varchar']) -%}{% endif -%}
{% endfor -%}
{% set _ = adapter.dispatch('load_raw_table')(table, columns + places, location) -%}
{% endfor -%}
{% set _ = adapter.dispatch('load_raw_table')('rejects', [
    ['source_table', 'varchar'], ['source_file', 'varchar'], ['_line', 'bigint'], ['column_name', 'varchar'],
    ['value', 'varchar'], ['reason', 'varchar']
], location) -%}
{% set _ = adapter.dispatch('load_raw_table')('source_files', [
    ['source_table', 'varchar'], ['file', 'varchar'], ['sha256', 'varchar'], ['bytes', 'bigint'], ['rows', 'bigint'],
    ['modified_at', 'timestamp(6)']
], location) -%}
{%- endmacro %}

{% macro default__load_raw_table(table, columns, location) -%}
{{ exceptions.raise_compiler_error('DuckDB reads the raw tables from the file that grounds build --landing leaves') }}
{%- endmacro %}

{#- Parquet files become an Iceberg table as they are, without being copied. -#}
{% macro trino__load_raw_table(table, columns, location) -%}
{% set relation = source('raw', table) -%}
{% set list = [] -%}
{% for name, type in columns -%}{% set _ = list.append(name ~ ' ' ~ type) -%}{% endfor -%}
{% set _ = run_query('create schema if not exists ' ~ relation.without_identifier()) -%}
{% set _ = run_query('drop table if exists ' ~ relation) -%}
{% set _ = run_query('create table ' ~ relation ~ ' (' ~ list | join(', ') ~ ')') -%}
{% set files = location ~ '/' ~ table -%}
{% set _ = run_query("alter table " ~ relation ~ " execute add_files(location => '" ~ files ~ "', format => 'PARQUET')") -%}
{%- endmacro %}

{% macro spark__load_raw_table(table, columns, location) -%}
{% set list = [] -%}
{% for name, type in columns -%}{% set _ = list.append(name) -%}{% endfor -%}
{% set _ = run_query('create schema if not exists raw') -%}
{% set _ = run_query('drop table if exists raw.' ~ table) -%}
{% set _ = run_query('create table raw.' ~ table ~ ' as select ' ~ list | join(', ') ~ ' from parquet.`' ~ location ~ '/' ~ table ~ '`') -%}
{%- endmacro %}
