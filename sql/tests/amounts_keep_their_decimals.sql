-- Amounts that had to be rounded to four decimals: how many, and by how much their sum differs from the files.
{{ config(severity='warn') }}

select * from {{ ref('rounded_amounts') }}
