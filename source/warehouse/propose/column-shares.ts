import { quoteText } from "../database/sql-text.ts";
import { monthWords } from "../files/month-words.ts";
import { currencyPattern } from "./currency-marks.ts";
import { minguoForm } from "./other-years.ts";

/** Whole amounts, as price tags write them: `249,-`. */
export const priceDash = "[.,/][-–—]+$";
const noise = `(${currencyPattern}|${priceDash}| [HS]$|[\\s\\x{00A0}\\x{202F}'’%]|(CR|DR|Cr|Dr|cr|dr)\\.?$)`;

/**
 * Counts of a sample's values by what they look like: one row for each column `name` of each table `part`. The sample has each
 * value `v` of a column once, with how many `times` it occurs.
 */
export function sharesSql(sample: string): string {
  const times =
    "(([ ,T:]+| ?[-–] | (at|à|um|alle|kl\\.?|às|a las|om|o) )\\d{1,2}[:.h]\\d{2}([:.]\\d{2}(\\.\\d+)?)?( ?(hs|hrs|h|[Uu]hr)\\.?)?([\\s\\x{00A0}\\x{202F}]?[AaPp]\\.?[\\s\\x{00A0}\\x{202F}]?[Mm]\\.?)?( ?\\(?(Z|[A-Z]{3,4}|(GMT|UTC)?[+-]\\d{2}:?\\d{2}|(GMT|UTC)[+-]\\d{1,2})\\)?( \\([A-Za-z ]+\\))?)?)?";
  const zonedByName = "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)? ?\\(?(?:[A-Z]{4}|[A-Z]{2}T)\\)?";
  const full = (text: string, pattern: string) => `regexp_full_match(${text}, ${quoteText(pattern)})`;
  const count = (condition: string, name: string) =>
    `coalesce(sum(times) filter (where ${condition}), 0)::bigint as ${name}`;
  return `with trimmed as (
    select part, name, times, v as own, trim(v) as v, regexp_replace(trim(v), ${quoteText(noise)}, '', 'g') as core from ${sample}
  ), bare as (
    select *, regexp_replace(core, '^[-+(−–▲△]+|[-−)]+$', '', 'g') as digits from trimmed
  ), read as (
    select *, ${full("digits", "(\\d+|\\d{1,3}(,\\d{2,3})*,\\d{3})(\\.\\d*)?|\\.\\d+|\\d(\\.\\d+)?[eE][-+]?\\d+")} as e, ${full("digits", "(\\d+|\\d{1,3}(\\.\\d{3})+)(,\\d+)?")} as c
    from bare
  )
  select part, name, sum(times)::bigint as sampled, count(*) as different, max(try_cast(own as double)) as greatest,
    ${count(full("v", "[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?"), "plain")}, ${count(full("v", "[-+]?\\d+(\\.0+)?"), "whole")},
    ${count(full("v", "[-+]?\\d+"), "digits")}, ${count(full("v", "\\d+\\.0"), "whole_with_point")},
    ${count(`(e or c) and ${full("core", "[-(−–▲△].*|.*[-−]")}`, "negative")},
    ${count("core <> '' and not regexp_matches(core, '[^-−–—]') and length(core) = 1", "dashes")},
    ${count(`(e or c) and ${full("v", "(?i).*\\d *(CR|DR|(?-i: [HS]))\\.?")}`, "credits")},
    ${count(`(e or c) and ${full("v", "(?i).*\\d *(CR\\.?|(?-i: H))")}`, "credit_sides")},
    ${count(`(e or c) and regexp_matches(v, ${quoteText(`\\d${priceDash}`)})`, "price_dashes")},
    ${count(`(e or c) and ${full("core", "[−–▲△].*|.*\\d[-−]")}`, "other_minus")},
    ${count("e", "english")}, ${count("c", "continental")},
    ${count("e and not c", "only_english")}, ${count("c and not e", "only_continental")},
    ${count(`(e or c) and core like '(%'`, "parentheses")}, ${count("(e or c) and contains(v, '%')", "percent_signs")},
    ${count("regexp_matches(v, '[\\x{00A0}\\x{202F}]')", "hard_blanks")},
    string_agg(distinct case when e or c then nullif(array_to_string(regexp_extract_all(v, ${quoteText(`(${currencyPattern})`)}), chr(10)), '') end, chr(10)) as symbols,
    ${count(`${full("v", "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}([ T].*)?")} and try_cast(v as timestamptz) is not null`, "iso")},
    ${count(full("v", "\\d{4}-.*\\d:\\d{2}(:\\d{2}(\\.\\d+)?)? ?(Z|[+-]\\d{2}(:?\\d{2})?|UTC|[A-Z]\\w+/\\w+)"), "zoned")},
    ${count(full("v", `\\d{1,2}[-/.] ?\\d{1,2}[-/.] ?(\\d{4}|\\d{2})\\.?${times}`), "day_month")},
    ${count(`${full("v", "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)? ?[+-]\\d{2}:?\\d{2}")} and try_cast(v as timestamptz) is null`, "loose_offset")},
    ${count(full("v", "\\d{4}-\\d{2}-\\d{2}-\\d{2}\\.\\d{2}\\.\\d{2}(\\.\\d+)?"), "db2")},
    ${count(full("v", "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2} ?(Z|[+-]\\d{2}(:?\\d{2})?)"), "minute_zone")},
    ${count(full("v", `(\\d{4}|(民國 ?)?1[01]\\d)(年\\d{1,2}月\\d{1,2}日|년 ?\\d{1,2}월 ?\\d{1,2}일)${times}|\\d{4}[./] ?\\d{1,2}[./] ?\\d{1,2}\\.?${times}|1[01]\\d[-./]\\d{1,2}[-./]\\d{1,2}${times}|${zonedByName}`), "year_first")},
    ${count(full("v", `${minguoForm}${times}`), "minguo")},
    ${count(full("v", "(1[89]|[2-6]\\d|7[0-2])\\d{3}([.,]\\d+)?"), "serial_day")},
    ${count(full("v", `((?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(\\d{1,2}(st|nd|rd|th|\\.)?( de )?[ /-]?)?(?i:${monthWords})\\p{L}*\\.?( de )?[ /-]?(\\d{1,2}(st|nd|rd|th)?(,? |-))?(\\d{4}|\\d{2})${times}`), "month_name")},
    ${count(full("v", "(19|20)\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])([T ]\\d{4}(\\d{2})?Z?)?"), "compact_day")},
    ${count(full("v", "(19|20)\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])([01]\\d|2[0-3])[0-5]\\d[0-5]\\d"), "compact_time")},
    ${count(full("v", "\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])|([0-2]\\d|3[01])(0[1-9]|1[0-2])\\d{2}|(0[1-9]|1[0-2])([0-2]\\d|3[01])\\d{2}"), "short_day")},
    ${count(full("v", "1\\d{9}(\\d{3}(\\d{3})?|\\.\\d+)?"), "epoch")},
    ${count(full("v", "[^@\\s]+@[^@\\s]+\\.[^@\\s]+"), "email")}
  from read group by part, name`;
}
