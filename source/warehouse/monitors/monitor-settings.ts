import * as z from "zod";

const days = z.int().min(1).max(366);

/** What monitors warn about. Each except freshness is on unless it is `false`. */
export const monitorsSchema = z.strictObject({
  /** The greatest allowed age of the newest order line. */
  freshness: z.strictObject({ hours: z.number().positive().max(87_600) }).optional(),
  /** Rows of each of the last `days` against the same weekday in the `weeks` before, in multiples of their spread. */
  volume: z
    .union([
      z.literal(false),
      z.strictObject({
        days: days.optional(),
        weeks: z.int().min(4).max(52).optional(),
        spreads: z.number().min(1).max(100).optional(),
      }),
    ])
    .optional(),
  /** Columns between two builds: new values that are allowed, and the allowed increase in the share of empty rows. */
  distribution: z
    .union([
      z.literal(false),
      z.strictObject({
        new_values: z.int().min(0).max(1000).optional(),
        empty_rise: z.number().min(0).max(1).optional(),
        ignore: z.array(z.string().min(1)).max(100).optional(),
      }),
    ])
    .optional(),
});

type Given = z.infer<typeof monitorsSchema>;

export interface MonitorSettings {
  /** Hours; undefined: the age is reported without a warning. */
  readonly mostAge: number | undefined;
  readonly volume: { readonly days: number; readonly weeks: number; readonly spreads: number } | undefined;
  readonly distribution:
    | { readonly newValues: number; readonly emptyRise: number; readonly ignore: readonly string[] }
    | undefined;
}

/** The settings of a mapping, with defaults for those it does not give. */
export function monitorSettings({ freshness, volume, distribution }: Given = {}): MonitorSettings {
  return {
    mostAge: freshness?.hours,
    volume:
      volume === false
        ? undefined
        : { days: volume?.days ?? 7, weeks: volume?.weeks ?? 8, spreads: volume?.spreads ?? 5 },
    distribution:
      distribution === false
        ? undefined
        : {
            newValues: distribution?.new_values ?? 0,
            emptyRise: distribution?.empty_rise ?? 0.05,
            ignore: distribution?.ignore ?? [],
          },
  };
}
