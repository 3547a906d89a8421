import type { SqlFunction } from './sql-function.ts';
import { formatTicks, ticksPerMillisecond } from './ticks.ts';

/** The time of day. The static ones give the same value to every row of a query. */
export const clockFunctions: Readonly<Record<string, SqlFunction>> = {
  GETCURRENTDATETIME: now((milliseconds) => formatTicks(BigInt(milliseconds) * ticksPerMillisecond)),
  GETCURRENTDATETIMESTATIC: { ...now((ms) => formatTicks(BigInt(ms) * ticksPerMillisecond)), isStatic: true },
  GETCURRENTTICKS: now((milliseconds) => milliseconds * Number(ticksPerMillisecond)),
  GETCURRENTTICKSSTATIC: { ...now((milliseconds) => milliseconds * Number(ticksPerMillisecond)), isStatic: true },
  GETCURRENTTIMESTAMP: now((milliseconds) => milliseconds),
  GETCURRENTTIMESTAMPSTATIC: { ...now((milliseconds) => milliseconds), isStatic: true },
};

function now(show: (milliseconds: number) => number | string | undefined): SqlFunction {
  return { arity: [0, 0], apply: () => show(Date.now()) };
}
