/** English abbreviations, used to parse dates, and the beginnings of month names in other languages. */
export const monthsElsewhere: Readonly<Record<string, string>> = {
  Jan: "janv|jän|jaen|jaan|ene|gen|sty|янв|ян|січ|ian|oca|tammi|ιαν|led",
  Feb: "févr|fevr|fév|fev|lut|фев|лют|şub|helmi|veebr|φεβ|úno",
  Mar: "mars|mär|maer|mrz|mrt|maart|març|marz|márc|мар|бер|maalis|μαρ|μάρ|bře",
  Apr: "avr|abr|kwi|ápr|апр|кві|nis|huhti|απρ|dub",
  May: "mai|mayo|mag|maj|máj|mei|мая|май|тра|touko|μαι|μάι|μαΐ|kvě",
  Jun: "juin|giu|cze|jún|juuni|июн|юни|чер|iun|haz|kesä|ιουν|června|čvn",
  Jul: "juil|lug|lip|júl|juuli|июл|юли|лип|iul|tem|heinä|ιουλ|července|červenec|čvc",
  Aug: "août|aout|ago|agu|sie|авг|сер|ağu|elo|αυγ|αύγ|srp",
  Sep: "sept|set|szept|wrz|сен|септ|вер|eyl|syys|σεπ|zář",
  Oct: "okt|ott|out|paź|окт|жов|eki|loka|οκτ|říj",
  Nov: "lis|ноя|ное|лис|noi|kasım|kas|marras|νοε|νοέ",
  Dec: "aralık|déc|dez|des|dic|gru|дек|гру|joulu|δεκ|pros",
};

/** A regular expression for the beginnings of all month names. */
export const monthWords = `jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|${Object.values(monthsElsewhere).join("|")}`;
