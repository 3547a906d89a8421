import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { usualParking } from '../../application/feed/failing-stream.ts';
import { readConfig } from '../../functions/configuration.ts';
import { someSettings } from '../../scripts/catalogue/some-settings.ts';

describe('the settings', () => {
  it('name services by their keys', () => {
    expect(readConfig(someSettings)).toEqual({
      cosmos: { connectionString: someSettings.COSMOS },
      cosmosDatabase: 'annal',
      serviceBus: { connectionString: someSettings.SERVICE_BUS },
      serviceBusTopic: 'events',
      archive: { connection: { connectionString: someSettings.ARCHIVE }, container: 'archive' },
      feedPollDelay: 250,
      parking: usualParking,
      telemetry: { serviceName: 'annal', share: 1, toConsole: false },
      callers: { by: 'jwt', issuer: 'http://127.0.0.1:1', audiences: ['annal'] },
      wrappingKey: { file: '.annal/personal-data.key' },
    });
  });

  it('name services by their addresses, for the identity of the app', () => {
    const config = readConfig({
      COSMOS__accountEndpoint: 'https://annal.documents.azure.com/',
      COSMOS_DATABASE: 'annal',
      SERVICE_BUS__fullyQualifiedNamespace: 'annal.servicebus.windows.net',
      SERVICE_BUS_TOPIC: 'events',
      CALLERS: 'jwt',
      CALLERS_ISSUER: 'https://login.microsoftonline.com/7f1e/v2.0',
      CALLERS_AUDIENCE: 'annal',
      PERSONAL_DATA_KEY: 'https://annal.vault.azure.net/keys/personal-data',
      ARCHIVE__blobServiceUri: 'https://annal.blob.core.windows.net/',
      ARCHIVE_CONTAINER: 'archive',
    });
    expect(config).toMatchObject({
      wrappingKey: { keyUrl: 'https://annal.vault.azure.net/keys/personal-data' },
      cosmos: { endpoint: 'https://annal.documents.azure.com/' },
      serviceBus: { fullyQualifiedNamespace: 'annal.servicebus.windows.net' },
      archive: { connection: { serviceUri: 'https://annal.blob.core.windows.net/' }, container: 'archive' },
      feedPollDelay: 1_000,
    });
  });

  it('that are missing are all named in one error, with what to do', () => {
    expect(() => readConfig({})).toThrow(
      /COSMOS_DATABASE is missing[^]*SERVICE_BUS_TOPIC is missing[^]*COSMOS is missing\. Set COSMOS[^]*SERVICE_BUS is missing\.[^]*CALLERS must be[^]*PERSONAL_DATA_KEY is missing\.[^]*local\.settings\.json/,
    );
  });

  it('that are given twice are refused', () => {
    const both = { ...someSettings, COSMOS__accountEndpoint: 'https://annal.documents.azure.com/' };
    expect(() => readConfig(both)).toThrow('COSMOS is set twice');
  });

  it.each(['', '-1', '1.5', 'soon'])('refuse a poll delay of "%s"', (delay) => {
    expect(() => readConfig({ ...someSettings, FEED_POLL_DELAY_MS: delay })).toThrow('FEED_POLL_DELAY_MS');
  });

  it('say when a stream is parked, and when parking stops', () => {
    const set = {
      PARK_AFTER_SECONDS: '60',
      PARK_AFTER_TRIES: '20',
      PARK_CODE_AFTER_TRIES: '5',
      PARK_AT_MOST: '50',
      PARK_AT_MOST_WITHIN_SECONDS: '120',
    };
    expect(readConfig({ ...someSettings, ...set }).parking).toEqual({
      afterMs: 60_000,
      afterTries: 20,
      codeAfterTries: 5,
      mostParked: 50,
      withinMs: 120_000,
    });
  });

  it.each([
    'PARK_AFTER_SECONDS',
    'PARK_AFTER_TRIES',
    'PARK_CODE_AFTER_TRIES',
    'PARK_AT_MOST',
    'PARK_AT_MOST_WITHIN_SECONDS',
  ])('refuse a %s that is no whole number from 1 on, by its name', (name) => {
    for (const value of ['', '0', '-1', '2.5', 'soon', '1000000'])
      expect(() => readConfig({ ...someSettings, [name]: value }), value).toThrow(`${name} must be a whole number`);
  });

  it('refuse an empty name and an invalid address', () => {
    const wrong = { ...someSettings, COSMOS: undefined, COSMOS__accountEndpoint: 'annal', SERVICE_BUS_TOPIC: '' };
    expect(() => readConfig(wrong)).toThrow(/COSMOS__accountEndpoint must be[^]*SERVICE_BUS_TOPIC must not be empty/);
  });

  it('say where spans go to, and which share of them', () => {
    const config = readConfig({
      ...someSettings,
      APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=1',
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      OTEL_TRACES_EXPORTER: 'console',
      OTEL_TRACES_SAMPLER_ARG: '0.05',
      OTEL_SERVICE_NAME: 'shop',
    });
    expect(config.telemetry).toEqual({
      serviceName: 'shop',
      share: 0.05,
      toConsole: true,
      applicationInsights: { connectionString: 'InstrumentationKey=1', byIdentity: true },
      otlpEndpoint: 'http://127.0.0.1:4318',
    });
  });

  it.each([
    { OTEL_TRACES_EXPORTER: 'jaeger' },
    { OTEL_TRACES_SAMPLER_ARG: '1.5' },
    { OTEL_TRACES_SAMPLER_ARG: 'all' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere' },
    { OTEL_SERVICE_NAME: '' },
  ])('refuse $0 about spans', (wrong) => {
    expect(() => readConfig({ ...someSettings, ...wrong })).toThrow(String(Object.keys(wrong)[0]));
  });

  it.each([
    'secret',
    'file:',
    'http://annal.vault.azure.net/keys/personal-data',
    'https://annal.vault.azure.net/keys/personal-data/0123456789abcdef',
    'https://annal.vault.azure.net/secrets/personal-data',
  ])('refuse %s as the key of personal data', (key) => {
    expect(() => readConfig({ ...someSettings, PERSONAL_DATA_KEY: key })).toThrow('PERSONAL_DATA_KEY must be');
  });

  it.each(['WEBSITE_INSTANCE_ID', 'WEBSITE_SKU', 'WEBSITE_HOSTNAME'])(
    'refuse a file as the key of personal data in Azure (%s)',
    (sign) => {
      expect(() => readConfig({ ...someSettings, [sign]: 'x' })).toThrow('PERSONAL_DATA_KEY must be the address');
    },
  );

  it('of the example are complete', () => {
    const file = readFileSync(join(import.meta.dirname, '../../local.settings.example.json'), 'utf8');
    const { Values } = z.object({ Values: z.record(z.string(), z.string()) }).parse(JSON.parse(file));
    expect(readConfig(Values)).toMatchObject({ cosmosDatabase: 'annal', serviceBusTopic: 'events' });
  });
});
