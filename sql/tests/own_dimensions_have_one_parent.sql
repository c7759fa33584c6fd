-- Values of a dimension that belong to more than one value of its parent, so that it is not a hierarchy.
{{ config(severity='warn') }}

select * from {{ ref('dim_own_value') }}
where parent <> other_parent
