import { parseArgs } from 'node:util';
import type { Sample } from '../../application/views/audit/audit-sample.ts';
import { everyViewOf } from '../../domain/modelling/system.ts';
import { shop } from '../../domain/shop.ts';
import { readConfig, type Config } from '../../functions/configuration.ts';
import { systemSettings } from '../archive/command-line.ts';

/** What the command line and the environment ask for. */
export interface AuditCommand {
  readonly config: Config;
  readonly database: string;
  /** The name of a view, whatever its kind. */
  readonly view: string;
  /** Whether what is wrong is overwritten by what the events say. */
  readonly repairs: boolean;
  readonly sample: Sample;
}

const names = everyViewOf(shop).map(({ name }) => name);

/** How an audit is asked for. */
export const usageOfAudit = `npm run views -- audit VIEW [--repair] [--sample N | --all] [--database NAME]

Compares a view with the events. Of documents: a random sample, those that are missing, and those that no stream has left there. Of
totals: each with the sum of its contributions, and a random sample of these with their streams. Of joined documents: a random sample
with what their parts make, and parts with their streams. Of logs: entries with the events that they are about, as documents. The system may run meanwhile.
VIEW is one of: ${names.join(', ')}.

  --repair     writes what the events say where something else is stored
  --sample     how many streams and documents, contributions to each total and parts of each joined document are compared, 100 if not given
  --all        compares everything
  --database   another database of the store than that of the settings`;

/** Reads arguments and environment. Undefined when it has printed how it is done; the exit code is then set. */
export const readAuditCommand = (args: readonly string[]): AuditCommand | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        database: { type: 'string' },
        sample: { type: 'string' },
        all: { type: 'boolean', default: false },
        repair: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
    if (values.help !== true) {
      const view = viewOf(positionals);
      const sample = sampleOf(values);
      const config = readConfig(systemSettings());
      return { config, database: values.database ?? config.cosmosDatabase, view, repairs: values.repair, sample };
    }
    console.log(usageOfAudit);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usageOfAudit}`);
    process.exitCode = 2;
  }
  return undefined;
};

const viewOf = ([name = '', ...more]: readonly string[]): string => {
  if (!names.includes(name) || more.length > 0) throw new Error(`There is no view "${[name, ...more].join(' ')}".`);
  return name;
};

const sampleOf = ({ sample = '100', all }: { readonly sample?: string | undefined; readonly all: boolean }): Sample => {
  if (all) return 'all';
  if (!/^\d{1,6}$/.test(sample)) throw new Error(`--sample is a number from 0 to 999999, not "${sample}".`);
  return Number(sample);
};
