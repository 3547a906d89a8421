/** For ever, as .NET writes its longest duration and as every client reads it. */
export const forever = 'P10675199DT2H48M5.4775807S';

const units = [
  ['D', 86_400_000],
  ['H', 3_600_000],
  ['M', 60_000],
] as const;

/** Writes milliseconds as an ISO 8601 duration; null is for ever. */
export function durationText(milliseconds: number | null): string {
  if (milliseconds === null) return forever;
  if (milliseconds === 0) return 'PT0S';
  let rest = milliseconds;
  const parts = units.map(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count > 0 ? `${count}${unit}` : '';
  });
  const [days = '', ...time] = parts;
  const ofDay = [...time, rest > 0 ? `${rest / 1000}S` : ''].join('');
  return `P${days}${ofDay === '' ? '' : `T${ofDay}`}`;
}
