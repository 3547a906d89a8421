/** What local.settings.json holds. */
export interface LocalSettings {
  readonly IsEncrypted: boolean;
  readonly Values: Readonly<Record<string, string>>;
  readonly Host?: unknown;
}

/** Functions that no request starts, by what starts them, as infra/functions.json lists them. */
export type BackgroundFunctions = Readonly<Record<string, readonly string[]>>;

interface Choice {
  /** What an environment has put out: `azd env get-values`. */
  readonly outputs: Readonly<Record<string, string | undefined>>;
  /** The settings of a developer's machine, which stay where Azure has nothing to say. */
  readonly example: LocalSettings;
  readonly background: BackgroundFunctions;
  /** Whether this machine follows the feed and takes messages. It then shares both with the app in Azure. */
  readonly follows: boolean;
}

/** The settings of the app that name a service in Azure, and the output that knows each. */
const fromOutputs = {
  COSMOS__accountEndpoint: 'COSMOS_ENDPOINT',
  COSMOS_DATABASE: 'COSMOS_DATABASE',
  SERVICE_BUS__fullyQualifiedNamespace: 'SERVICE_BUS_NAMESPACE',
  SERVICE_BUS_TOPIC: 'SERVICE_BUS_TOPIC',
  ARCHIVE__blobServiceUri: 'ARCHIVE_URI',
  ARCHIVE_CONTAINER: 'ARCHIVE_CONTAINER',
  PERSONAL_DATA_KEY: 'PERSONAL_DATA_KEY_URL',
} as const;

/** Connection strings of the local servers, in whose place an address comes. */
const keysOfLocalServers = ['COSMOS', 'SERVICE_BUS', 'ARCHIVE'];

/**
 * The settings with which the app on this machine uses the services of an environment in Azure, as the person who is signed in.
 * Throws an error that names every output that is missing.
 */
export const azureSettings = ({ outputs, example, background, follows }: Choice): LocalSettings => {
  const needed = [...Object.values(fromOutputs), 'AZURE_TENANT_ID'];
  const missing = needed.filter((name) => !outputs[name]);
  if (missing.length > 0)
    throw new Error(`The environment has no ${missing.join(', ')}. Deploy it first: azd provision.`);
  const own = Object.entries(example.Values).filter(([name]) => !keysOfLocalServers.includes(name));
  const named = Object.entries(fromOutputs).map(([setting, output]) => [setting, outputs[output] ?? ''] as const);
  const asleep = follows ? [] : Object.values(background).flat().map(disabled);
  const values = new Map([...own, ...named, ...callers(outputs), ...asleep]);
  return { ...example, Values: Object.fromEntries(values) };
};

const disabled = (name: string): readonly [string, string] => [`AzureWebJobs.${name}.Disabled`, 'true'];

const callers = ({
  AZURE_TENANT_ID,
  ENTRA_CLIENT_ID = '',
}: Choice['outputs']): readonly (readonly [string, string])[] => [
  ['CALLERS', 'jwt'],
  ['CALLERS_ISSUER', `https://login.microsoftonline.com/${AZURE_TENANT_ID}/v2.0`],
  ['CALLERS_AUDIENCE', ENTRA_CLIENT_ID === '' ? 'nobody' : `${ENTRA_CLIENT_ID},api://${ENTRA_CLIENT_ID}`],
];
