{# A product of money and a quantity, null where it is larger than money may be: such a line has no known list value. #}
{% macro money_that_fits(amount) -%}
    try_cast({{ amount }} as decimal(18, 4))
{%- endmacro %}
