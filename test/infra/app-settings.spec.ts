import { describe, expect, it } from 'vitest';
import { readConfig } from '../../functions/configuration.ts';
import archive from '../../infra/archive.json' with { type: 'json' };
import example from '../../local.settings.example.json' with { type: 'json' };
import { registeredApp } from '../../scripts/catalogue/registered-app.ts';
import { appSettings, bicepFiles, readText } from './bicep-files.ts';

/** The names that the configuration asks for, whether it needs them or not. */
const settingsRead = (): ReadonlySet<string> => {
  const asked = new Set<string>();
  const spy = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
      },
      has: (_, name) => {
        asked.add(String(name));
        return false;
      },
    },
  );
  expect(() => readConfig(spy)).toThrow();
  return asked;
};

const read = settingsRead();
const isKey = (name: string) => [...read].some((other) => other.startsWith(`${name}__`));
const isAddress = (name: string) => name.includes('__');
const inAzure = appSettings();

/** What the Functions host and the SDKs read for themselves. */
const ofThePlatform = [
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'APPLICATION_INSIGHTS_NO_STATSBEAT',
  'AZURE_CLIENT_ID',
];

/** What only Azure gives, and what only a developer wants: the app runs without any of them. */
const onlyInAzure = ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'];
const onlyElsewhere = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_TRACES_EXPORTER'];

describe('The settings of the app in Azure', () => {
  it('are found by this spec', () => {
    expect([...read]).toEqual(expect.arrayContaining(['COSMOS', 'COSMOS__accountEndpoint', 'SERVICE_BUS_TOPIC']));
    expect(inAzure.size).toBeGreaterThan(10);
  });

  it('are all that the configuration reads, with addresses in place of keys', () => {
    const needed = [...read].filter((name) => !isKey(name));
    expect(needed.filter((name) => !inAzure.has(name))).toEqual(onlyElsewhere);
    expect([...read].filter((name) => isKey(name) && inAzure.has(name))).toEqual([]);
  });

  it('are no more than is read: by the configuration, by a trigger, or by the platform', () => {
    const ofTriggers = [...read].filter(isKey).flatMap((key) => [`${key}__credential`, `${key}__clientId`]);
    const known = [...read, ...ofTriggers, ...ofThePlatform];
    expect([...inAzure.keys()].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('are taken by the configuration', () => {
    const numbers = Object.fromEntries(
      [...inAzure.keys()].filter((name) => name.startsWith('PARK_')).map((name) => [name, '7']),
    );
    const somewhere = {
      COSMOS__accountEndpoint: 'https://cosmos.example/',
      PERSONAL_DATA_KEY: 'https://vault.example/keys/personal-data',
      ARCHIVE__blobServiceUri: 'https://archive.example/',
      FEED_POLL_DELAY_MS: '1000',
      ...numbers,
      OTEL_TRACES_SAMPLER_ARG: '0.05',
      CALLERS: 'jwt',
    };
    const values = Object.fromEntries([...inAzure.keys()].map((name) => [name, 'value']));
    expect(readConfig({ ...values, ...somewhere, CALLERS_ISSUER: 'https://issuer.example' })).toMatchObject({
      cosmos: { endpoint: 'https://cosmos.example/' },
    });
  });

  it('let each trigger go by the identity of the app', async () => {
    const connections = (await registeredApp()).flatMap(({ trigger }) => trigger['connection'] ?? []).map(String);
    expect(connections).not.toEqual([]);
    for (const connection of new Set(connections)) {
      expect(inAzure.get(`${connection}__credential`)).toBe("'managedidentity'");
      expect(inAzure.get(`${connection}__clientId`)).toBe('identity.properties.clientId');
    }
  });

  // Azure Functions documentation, "Flex Consumption plan deprecations": the plan says these itself, or refuses them.
  it.each([
    'FUNCTIONS_WORKER_RUNTIME',
    'FUNCTIONS_EXTENSION_VERSION',
    'WEBSITE_NODE_DEFAULT_VERSION',
    'WEBSITE_RUN_FROM_PACKAGE',
    'WEBSITE_CONTENTSHARE',
    'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING',
    'WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT',
    'WEBSITE_TIME_ZONE',
    'SCM_DO_BUILD_DURING_DEPLOYMENT',
    'ENABLE_ORYX_BUILD',
    'linuxFxVersion',
    'alwaysOn',
  ])('do not contain %s', (name) => {
    expect(bicepFiles.filter(({ code }) => code.includes(name))).toEqual([]);
  });
});

describe('local.settings.example.json', () => {
  it('has every setting that the configuration reads, with keys in place of addresses', () => {
    const needed = [...read].filter((name) => !isAddress(name));
    const given = [...Object.keys(example.Values), ...onlyInAzure, 'OTEL_EXPORTER_OTLP_ENDPOINT'];
    expect(needed.filter((name) => !given.includes(name))).toEqual([]);
    expect(Object.keys(example.Values).filter(isAddress)).toEqual([]);
  });
});

describe('The container of the archive', () => {
  it('has one name here and in Azure', () => {
    expect(example.Values.ARCHIVE_CONTAINER).toBe(archive.container);
    expect(inAzure.get('ARCHIVE_CONTAINER')).toBe('archiveContainer');
  });
});

describe('docs/running.md', () => {
  it('names every setting that the configuration reads', () => {
    const page = readText('docs/running.md');
    expect([...read].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
