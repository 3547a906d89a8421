import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** What `npm run simulate` is asked for. */
export interface Options {
  /** The first seed. */
  readonly seed: number;
  /** The last seed; none where it goes on for a time. */
  readonly until: number;
  /** For how long new seeds are begun, in milliseconds; Infinity where the last seed says when it is over. */
  readonly forMs: number;
  readonly commands: number;
  readonly workers: number;
  readonly story: boolean;
  readonly first: boolean;
  readonly shrink: boolean;
}

/** How the command is used. */
export const usage = `npm run simulate -- [options]

Runs the shop through seeds of a simulated world, and says what should never happen. docs/simulation.md tells how to read it.

  --seed 7         the first seed, or the only one (1; with --for, one that depends on the day)
  --until 200      the last seed
  --for 90s        goes on with new seeds for so long: 90s, 20m, 1h
  --commands 30    about so many commands are sent in each run
  --workers 2      so many runs at the same time (as many as there are cores)
  --first          ends with the first run in which something is wrong
  --shrink         makes a run in which something is wrong as small as it can, one for each oracle, tells its story, and adds it
                   to test/simulation/regressions.json, whose runs npm test runs before all seeds
  --story          tells all that happens in the run of each seed
  --help           this

Ends with 1 where something was wrong, or where 1,000 seeds have not seen all that they must have seen.`;

/** The command was used wrongly: its message says how. */
export class WrongOptions extends Error {
  override readonly name = 'WrongOptions';
}

/** Reads what is asked for; 'help' where the usage is. Throws {@link WrongOptions}. `now` is in milliseconds since 1970. */
export const readOptions = (args: readonly string[], now: number): Options | 'help' => {
  const values = parsed(args);
  if (values.help) return 'help';
  const forMs = values.for === undefined ? Infinity : durationOf(values.for);
  const seed = values.seed ?? (values.for === undefined ? '1' : firstOfDay(now));
  const until = values.until ?? (values.for === undefined ? seed : 'Infinity');
  const { story, first, shrink } = values;
  const options = {
    ...{ story, first, shrink, forMs },
    seed: wholeNumber('seed', seed),
    until: until === 'Infinity' ? Infinity : wholeNumber('until', until),
    commands: wholeNumber('commands', values.commands),
    workers: wholeNumber('workers', values.workers),
  };
  if (options.until < options.seed) throw new WrongOptions(`--until ${until} is before --seed ${seed}.`);
  return options;
};

const parsed = (args: readonly string[]) => {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        until: { type: 'string' },
        for: { type: 'string' },
        commands: { type: 'string', default: '30' },
        workers: { type: 'string', default: String(availableParallelism()) },
        ...{ story: flag, first: flag, shrink: flag, help: flag },
      },
    }).values;
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error));
  }
};

const wholeNumber = (option: string, text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number))
    throw new WrongOptions(`--${option} must be a whole number from 1 on, not ${JSON.stringify(text)}.`);
  return number;
};

const millisecondsOf: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

const durationOf = (text: string): number => {
  const [, count = '', unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (millisecondsOf.get(unit) ?? 0);
  if (milliseconds === 0)
    throw new WrongOptions(`--for must be a duration such as 90s, 20m or 1h, not ${JSON.stringify(text)}.`);
  return milliseconds;
};

/** Seeds that no other day begins with, so that each night goes through others: 2026050400001 on 4 May 2026. */
const firstOfDay = (now: number): string => `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}00001`;
