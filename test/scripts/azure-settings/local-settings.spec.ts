import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../functions/configuration.ts';
import background from '../../../infra/functions.json' with { type: 'json' };
import example from '../../../local.settings.example.json' with { type: 'json' };
import { azureSettings } from '../../../scripts/azure-settings/local-settings.ts';
import { bicepFile } from '../../infra/bicep-files.ts';

const fromTemplates = {
  AZURE_TENANT_ID: 'a-tenant',
  COSMOS_ENDPOINT: 'https://cosmos-made-up.documents.azure.com:443/',
  COSMOS_DATABASE: 'annal',
  SERVICE_BUS_NAMESPACE: 'sb-made-up.servicebus.windows.net',
  SERVICE_BUS_TOPIC: 'events',
  ARCHIVE_URI: 'https://starcmadeup.blob.core.windows.net/',
  ARCHIVE_CONTAINER: 'archive',
  PERSONAL_DATA_KEY_URL: 'https://kv-made-up.vault.azure.net/keys/personal-data',
};
const outputs = { ...fromTemplates, ENTRA_CLIENT_ID: 'an-api' };
const settings = (more: Partial<Parameters<typeof azureSettings>[0]> = {}) =>
  azureSettings({ outputs, example, background, follows: false, ...more });

describe('Settings for an environment in Azure', () => {
  it('are taken by the app, which then goes by the identity of the person and uses no key', () => {
    expect(readConfig(settings().Values)).toMatchObject({
      cosmos: { endpoint: outputs.COSMOS_ENDPOINT },
      serviceBus: { fullyQualifiedNamespace: outputs.SERVICE_BUS_NAMESPACE },
      archive: { connection: { serviceUri: outputs.ARCHIVE_URI }, container: 'archive' },
      callers: { issuer: 'https://login.microsoftonline.com/a-tenant/v2.0', audiences: ['an-api', 'api://an-api'] },
    });
    expect(JSON.stringify(settings().Values)).not.toMatch(/AccountKey|SharedAccessKey|AZURE_CLIENT_ID/);
  });

  it('refuse every caller where the environment has no registered application', () => {
    expect(settings({ outputs: fromTemplates }).Values).toMatchObject({ CALLERS_AUDIENCE: 'nobody' });
  });

  it('leave the feed and the messages to the app in Azure, unless this machine is to follow them', () => {
    const disabled = ({ Values }: ReturnType<typeof settings>) =>
      Object.keys(Values).filter((name) => name.endsWith('Disabled'));
    const functions = Object.values(background).flat();
    expect(disabled(settings())).toEqual(functions.map((name) => `AzureWebJobs.${name}.Disabled`));
    expect(disabled(settings({ follows: true }))).toEqual([]);
  });

  it('name every output that is missing, and what to do', () => {
    const outputs = { AZURE_TENANT_ID: 'a-tenant', COSMOS_DATABASE: 'annal' };
    expect(() => settings({ outputs })).toThrow(
      /COSMOS_ENDPOINT, SERVICE_BUS_NAMESPACE.*PERSONAL_DATA_KEY_URL\. Deploy it first/,
    );
  });

  it('need only what the templates put out', () => {
    const { code } = bicepFile('main.bicep');
    for (const name of Object.keys(fromTemplates)) expect(code).toMatch(new RegExp(`^output ${name} string = `, 'm'));
  });
});
