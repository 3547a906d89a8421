const shape = /^P(?:(?<days>\d+)D)?(?:T(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?$/;

const perUnit = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 } as const;

/** Reads an ISO 8601 duration of days and smaller units as milliseconds; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  const groups = shape.exec(text)?.groups;
  if (!groups || text === 'P' || text.endsWith('T')) return undefined;
  return Object.entries(perUnit).reduce((sum, [unit, factor]) => sum + Number(groups[unit] ?? 0) * factor, 0);
}

/** Lifetimes of this length and more are for ever: Azure's default is the longest duration of .NET. */
export const foreverFrom = 10_000_000 * perUnit.days;
