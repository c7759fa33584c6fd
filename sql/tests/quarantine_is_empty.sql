-- Records that were not loaded, each with place, value and reason.
{{ config(severity='warn') }}

select * from {{ ref('quarantine') }}
