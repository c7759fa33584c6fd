-- Values of a dimension that lie in more than one value of its parent: it is no hierarchy then.
{{ config(severity='warn') }}

select * from {{ ref('dim_own_value') }}
where parent <> other_parent
