import { z } from 'zod';
import type { ParkingRules } from '../application/feed/failing-stream.ts';
import { readCallers, type CallersConfig } from './callers-settings.ts';
import { parkingEnvironment, readParking } from './parking-settings.ts';
import { readWrappingKey, type WrappingKey } from './personal-data-settings.ts';
import { readTelemetry, telemetryEnvironment, type TelemetrySettings } from './telemetry-configuration.ts';

const setting = z.string('is missing').min(1, 'must not be empty');

/**
 * The settings as they are named in Azure; the triggers read them, too (Azure Functions documentation, "Configure an
 * identity-based connection").
 */
const environment = z.object({
  COSMOS: setting.optional(),
  COSMOS__accountEndpoint: z.url('must be an address like https://NAME.documents.azure.com/').optional(),
  COSMOS_DATABASE: setting,
  SERVICE_BUS: setting.optional(),
  SERVICE_BUS__fullyQualifiedNamespace: setting.optional(),
  SERVICE_BUS_TOPIC: setting,
  ARCHIVE: setting.optional(),
  ARCHIVE__blobServiceUri: z.url('must be an address like https://NAME.blob.core.windows.net/').optional(),
  ARCHIVE_CONTAINER: setting,
  FEED_POLL_DELAY_MS: z
    .string()
    .regex(/^[0-9]{1,6}$/, 'must be a whole number of milliseconds')
    .default('1000'),
  ...parkingEnvironment,
  ...telemetryEnvironment,
});

type Environment = z.infer<typeof environment>;

const choices = [
  ['COSMOS', 'COSMOS__accountEndpoint'],
  ['SERVICE_BUS', 'SERVICE_BUS__fullyQualifiedNamespace'],
  ['ARCHIVE', 'ARCHIVE__blobServiceUri'],
] as const;

/** A service with a connection string. Without one the app uses its managed identity; AZURE_CLIENT_ID names it. */
interface ByKey {
  readonly connectionString: string;
}

/** Everything that differs between environments. */
export interface Config {
  readonly cosmos: ByKey | { readonly endpoint: string };
  readonly cosmosDatabase: string;
  readonly serviceBus: ByKey | { readonly fullyQualifiedNamespace: string };
  readonly serviceBusTopic: string;
  /** The archive. */
  readonly archive: {
    readonly connection: ByKey | { readonly serviceUri: string };
    readonly container: string;
  };
  /** How long a reader of the drained feed waits before it polls again, in milliseconds. */
  readonly feedPollDelay: number;
  /** When a stream is set aside that a subscriber keeps failing on. */
  readonly parking: ParkingRules;
  readonly telemetry: TelemetrySettings;
  readonly callers: CallersConfig;
  /** Wraps the keys of personal data. */
  readonly wrappingKey: WrappingKey;
}

/** Settings that are missing or cannot be used. The message names them, and never says what they are set to. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/**
 * Reads the settings. Throws one {@link InvalidSettings} that names every missing or invalid setting, and where settings are
 * made.
 */
export const readConfig = (settings: Readonly<Record<string, string | undefined>>): Config => {
  const parsed = environment.safeParse(settings);
  const callers = readCallers(settings);
  const personal = readWrappingKey(settings);
  const errors = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}.`),
    ...choices.flatMap(([key, address]) => errorInChoice(settings, key, address)),
    ...('errors' in callers ? callers.errors : []),
    ...('errors' in personal ? personal.errors : []),
  ];
  if (parsed.success && 'callers' in callers && 'wrappingKey' in personal && errors.length === 0)
    return { ...configOf(parsed.data), ...callers, ...personal };
  throw new InvalidSettings(
    `The settings are not valid:\n${errors.map((error) => `  ${error}\n`).join('')}` +
      'In Azure they are the settings of the app; locally they stand in local.settings.json under "Values" ' +
      '(copy local.settings.example.json).',
  );
};

const configOf = (found: Environment): Omit<Config, 'callers' | 'wrappingKey'> => ({
  cosmos:
    found.COSMOS === undefined ? { endpoint: found.COSMOS__accountEndpoint ?? '' } : { connectionString: found.COSMOS },
  cosmosDatabase: found.COSMOS_DATABASE,
  serviceBus:
    found.SERVICE_BUS === undefined
      ? { fullyQualifiedNamespace: found.SERVICE_BUS__fullyQualifiedNamespace ?? '' }
      : { connectionString: found.SERVICE_BUS },
  serviceBusTopic: found.SERVICE_BUS_TOPIC,
  archive: {
    connection:
      found.ARCHIVE === undefined
        ? { serviceUri: found.ARCHIVE__blobServiceUri ?? '' }
        : { connectionString: found.ARCHIVE },
    container: found.ARCHIVE_CONTAINER,
  },
  feedPollDelay: Number(found.FEED_POLL_DELAY_MS),
  parking: readParking(found),
  telemetry: readTelemetry(found),
});

/** With both set, the app and its triggers could use different ones. */
const errorInChoice = (
  settings: Readonly<Record<string, string | undefined>>,
  key: string,
  address: string,
): readonly string[] => {
  const given = [key, address].filter((name) => settings[name] !== undefined).length;
  const choice = `${key} (a connection string) or ${address} (to go by the app's identity)`;
  if (given === 0) return [`${key} is missing. Set ${choice}.`];
  return given === 1 ? [] : [`${key} is set twice. Keep either ${choice}.`];
};
