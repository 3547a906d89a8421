import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, type Config } from '../../functions/configuration.ts';
import { appSettings } from '../../local/start/app-settings.ts';
import { readPorts } from '../../local/start/start-options.ts';

/** What the command line and the environment ask for. */
export interface ArchiveCommand {
  readonly config: Config;
  /** The database that is compared or filled. */
  readonly database: string;
  readonly streamsAtOnce: number;
  /** Whether what the archive lacks is added to it. */
  readonly repairs: boolean;
  /** The file that the heads of the streams are written to. */
  readonly headsFile: string | undefined;
  /** The file of heads that must still be in the store, or in what is restored. */
  readonly knownHeadsFile: string | undefined;
}

const usage = `npm run archive:verify  -- [--database NAME] [--repair] [--heads FILE] [--known-heads FILE]
npm run archive:restore -- [--database NAME] [--streams N] [--known-heads FILE]

verify compares the archive with the store, commit by commit, and each stream with its hashes; restore fills an empty store from the archive, follows
the hashes of what it stores, and goes on where it was when it is started again. Without settings both use the system on this machine. With the app's settings in the environment
(COSMOS__accountEndpoint, COSMOS_DATABASE, ARCHIVE__blobServiceUri, ARCHIVE_CONTAINER) they use Azure, as whoever is signed in.

  --database   another database of the store than that of the settings
  --repair     first adds to the archive what it lacks
  --heads      a file that the newest commit of each stream is written to, with its hash, to be kept elsewhere
  --known-heads  such a file of before: each of these commits must still be in the store, and in what is restored
  --streams    how many streams are written at the same time, 32 if not given`;

/** Reads arguments and environment. Undefined when it has printed how it is done; the exit code is then set. */
export const readArchiveCommand = (args: readonly string[]): ArchiveCommand | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        database: { type: 'string' },
        streams: { type: 'string', default: '32' },
        repair: { type: 'boolean', default: false },
        heads: { type: 'string' },
        'known-heads': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help !== true) {
      const config = readConfig(systemSettings());
      return {
        config,
        database: values.database ?? config.cosmosDatabase,
        streamsAtOnce: readCount(values.streams),
        repairs: values.repair,
        headsFile: values.heads,
        knownHeadsFile: values['known-heads'],
      };
    }
    console.log(usage);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
  }
  return undefined;
};

/**
 * Runs the command. A failure is printed as a sentence without a stack, because it is about a store, and seldom about this code.
 */
export const carryOut = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    console.error(
      `The store or the archive could not be used: ${error instanceof Error ? error.message : String(error)}`,
    );
    console.error('Is the system running, and is there such a database, with its containers, and such an archive?');
    process.exitCode = 1;
  }
};

/** Those of the environment alone, when they lead to Azure; what they do not need is filled in from the example. */
export const systemSettings = (): NodeJS.ProcessEnv => {
  const local = appSettings(resolve(import.meta.dirname, '../..'), readPorts(process.env), process.env);
  const named = Object.keys(process.env).flatMap((name) => /^(COSMOS|SERVICE_BUS|ARCHIVE)__/.exec(name)?.[1] ?? []);
  return Object.fromEntries(Object.entries(local).filter(([name]) => !named.includes(name)));
};

const readCount = (text: string): number => {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new Error(`--streams is a number from 1 to 999, not "${text}".`);
  return Number(text);
};
