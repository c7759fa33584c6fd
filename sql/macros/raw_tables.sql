{#-
    The raw tables on an engine that reads them from a lake, where each is stored as Parquet in a folder of its name:
    dbt run-operation load_raw --args '{location: s3://bucket/raw}'
    If the lake has only some of them, list those: {location: …, tables: [customers, transactions]}. The others are empty.
-#}
{% macro load_raw(location, tables=none) -%}
{#- Name, columns, and the carrier of the source's own dimensions in it. -#}
{% set contract = [
    ['customers', [
        'customer_id', 'created_at', 'email', 'first_name', 'last_name', 'region', 'marketing_channel', 'phone',
        'address_city', 'address_region', 'address_postal_code', 'address_country', 'consent_ad_user_data',
        'consent_ad_personalization', 'opted_out'
    ], 'customers'],
    ['transactions', [
        'transaction_id', 'order_id', 'customer_id', 'transacted_at', 'transaction_type', 'subscription_id',
        'gift_recipient_id', 'product_id', 'quantity', 'net_revenue', 'discount_id', 'reversal_id', 'list_revenue',
        'discount_amount', 'currency'
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
    ], ''],
    ['line_discounts', ['transaction_id', 'name', 'program', 'amount'], ''],
    ['exchange_rates', ['day', 'currency', 'rate'], '']
] -%}
{% set places = [['source_file', 'varchar'], ['_record', 'bigint'], ['_line', 'bigint']] -%}
{% set all = [
    ['rejects', [
        ['source_table', 'varchar'], ['source_file', 'varchar'], ['_line', 'bigint'], ['column_name', 'varchar'],
        ['value', 'varchar'], ['reason', 'varchar']
    ]],
    ['source_files', [
        ['source_table', 'varchar'], ['file', 'varchar'], ['sha256', 'varchar'], ['bytes', 'bigint'], ['rows', 'bigint'],
        ['modified_at', 'timestamp(6)']
    ]]
] -%}
{% for table, texts, of in contract -%}
{% set columns = [] -%}
{% for name in texts -%}{% set _ = columns.append([name, 'varchar']) -%}{% endfor -%}
{% for dimension in var('own_dimensions') -%}
{% if dimension.of == of -%}{% set _ = columns.append([dimension.name, 'varchar']) -%}{% endif -%}
{% endfor -%}
{% for discount in var('discounts') -%}
{% if of == 'lines' -%}{% set _ = columns.append([discount.column, 'varchar']) -%}{% endif -%}
{% endfor -%}
{% set _ = all.append([table, columns + places]) -%}
{% endfor -%}
{% for table, columns in all -%}
{% set _ = adapter.dispatch('load_raw_table')(table, columns, location if tables is none or table in tables else none) -%}
{% endfor -%}
{%- endmacro %}

{% macro default__load_raw_table(table, columns, location) -%}
{{ exceptions.raise_compiler_error('DuckDB reads the raw tables from the file that grounds build --landing leaves') }}
{%- endmacro %}

{#- Parquet files become an Iceberg table in place, without being copied. -#}
{% macro trino__load_raw_table(table, columns, location) -%}
{% set relation = source('raw', table) -%}
{% set list = [] -%}
{% for name, type in columns -%}{% set _ = list.append(name ~ ' ' ~ type) -%}{% endfor -%}
{% set _ = run_query('create schema if not exists ' ~ relation.without_identifier()) -%}
{% set _ = run_query('drop table if exists ' ~ relation) -%}
{% set _ = run_query('create table ' ~ relation ~ ' (' ~ list | join(', ') ~ ')') -%}
{% if location -%}
{% set files = location ~ '/' ~ table -%}
{% set _ = run_query("alter table " ~ relation ~ " execute add_files(location => '" ~ files ~ "', format => 'PARQUET')") -%}
{% endif -%}
{%- endmacro %}

{% macro spark__load_raw_table(table, columns, location) -%}
{% set types = {'varchar': 'string', 'bigint': 'bigint', 'timestamp(6)': 'timestamp_ntz'} -%}
{% set list = [] -%}
{% set names = [] -%}
{% for name, type in columns -%}
{% set _ = list.append(name ~ ' ' ~ types[type]) -%}{% set _ = names.append(name) -%}
{% endfor -%}
{% set _ = run_query('create schema if not exists raw') -%}
{% set _ = run_query('drop table if exists raw.' ~ table) -%}
{% set _ = run_query('create table raw.' ~ table ~ ' (' ~ list | join(', ') ~ ')') -%}
{% if location -%}
{% set files = 'parquet.`' ~ location ~ '/' ~ table ~ '`' -%}
{% set _ = run_query('insert into raw.' ~ table ~ ' select ' ~ names | join(', ') ~ ' from ' ~ files) -%}
{% endif -%}
{%- endmacro %}
