/** A length of time in whole seconds, minutes, hours or days, in the notation of ISO 8601: `PT30S`, `PT5M`, `PT1H`, `P2D`. */
export type Duration = `PT${number}${'S' | 'M' | 'H'}` | `P${number}D`;

const millisecondsOf = { S: 1_000, M: 60_000, H: 3_600_000, D: 86_400_000 } as const;

const isUnit = (letter: string | undefined): letter is keyof typeof millisecondsOf =>
  letter !== undefined && letter in millisecondsOf;

/** A duration in milliseconds. Throws an error for one that is not above zero, or no whole number of one unit. */
export const inMilliseconds = (duration: Duration): number => {
  const [, count, unit] = /^P(?:T(?=\d+[SMH]$)|(?=\d+D$))([1-9]\d{0,5})([SMHD])$/.exec(duration) ?? [];
  if (!isUnit(unit)) throw new Error(`${duration} is no duration: write PT30S, PT5M, PT1H or P2D.`);
  return Number(count) * millisecondsOf[unit];
};

/** The moment so many milliseconds after another. */
export const momentAfter = (moment: string, milliseconds: number): string =>
  new Date(Date.parse(moment) + milliseconds).toISOString();
