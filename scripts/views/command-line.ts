import { parseArgs } from 'node:util';
import type { AnyTotal } from '../../domain/modelling/total.ts';
import { shop } from '../../domain/shop.ts';
import { readConfig, type Config } from '../../functions/configuration.ts';
import { systemSettings } from '../archive/command-line.ts';

/** What the command line and the environment ask for. */
export interface ViewsCommand {
  readonly config: Config;
  readonly database: string;
  readonly total: AnyTotal;
  /** Whether a total that differs from its contributions is overwritten by their sum. */
  readonly repairs: boolean;
  /** How many contributions of each total are compared with the events. */
  readonly sample: number;
}

const totals = shop.modules.flatMap((module) => module.totals ?? []);

const usage = `npm run views -- audit VIEW [--repair] [--sample N] [--database NAME]

Compares every total of a view with the sum of the contributions to it, and some contributions with the events of their streams.
VIEW is one of: ${totals.map(({ name }) => name).join(', ')}.

  --repair     writes the sum where a total differs from it
  --sample     how many contributions of each total are compared with events, 5 if not given
  --database   another database of the store than that of the settings`;

/** Reads arguments and environment. Undefined when it has printed how it is done; the exit code is then set. */
export const readViewsCommand = (args: readonly string[]): ViewsCommand | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        database: { type: 'string' },
        sample: { type: 'string', default: '5' },
        repair: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
    if (values.help !== true) {
      const config = readConfig(systemSettings());
      const database = values.database ?? config.cosmosDatabase;
      return { config, database, total: totalOf(positionals), repairs: values.repair, sample: countOf(values.sample) };
    }
    console.log(usage);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
  }
  return undefined;
};

const totalOf = ([action, name, ...more]: readonly string[]): AnyTotal => {
  if (action !== 'audit') throw new Error(`There is no action ${action ?? ''}.`);
  const found = totals.find((each) => each.name === name);
  if (found === undefined || more.length > 0) throw new Error(`There is no total ${[name, ...more].join(' ')}.`);
  return found;
};

const countOf = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`--sample is a number from 0 to 999999, not "${text}".`);
  return Number(text);
};
