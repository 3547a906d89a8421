import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appSettings } from '../../../local/start/app-settings.ts';
import { readPorts } from '../../../local/start/start-options.ts';

const usual = readPorts({});
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'annal-settings-'));
  write('local.settings.example.json', {
    COSMOS: 'AccountEndpoint=http://127.0.0.1:8081/;AccountKey=a;',
    SERVICE_BUS: 'Endpoint=sb://127.0.0.1:5672/;Key=b;',
    CALLERS_ISSUER: 'http://127.0.0.1:8082',
    TOPIC: 'events',
    DELAY: '100',
  });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, values: Record<string, string>) =>
  writeFileSync(join(root, file), JSON.stringify({ IsEncrypted: false, Values: values }));

describe('The settings of the app', () => {
  it('are those of the example when there are no others', () => {
    expect(appSettings(root, usual, {})).toMatchObject({
      COSMOS: 'AccountEndpoint=http://127.0.0.1:8081/;AccountKey=a;',
      TOPIC: 'events',
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    });
  });

  it('follow the servers to other ports', () => {
    const ports = readPorts({
      ANNAL_COSMOS_PORT: '9001',
      ANNAL_SERVICE_BUS_PORT: '9002',
      ANNAL_IDENTITY_PORT: '9004',
      ANNAL_BLOB_PORT: '9003',
    });
    const settings = appSettings(root, ports, {});
    expect(settings['COSMOS']).toBe('AccountEndpoint=http://127.0.0.1:9001/;AccountKey=a;');
    expect(settings['SERVICE_BUS']).toBe('Endpoint=sb://127.0.0.1:9002/;Key=b;');
    expect(settings['CALLERS_ISSUER']).toBe('http://127.0.0.1:9004');
    expect(settings['AzureWebJobsStorage']).toContain('BlobEndpoint=http://127.0.0.1:9003/devstoreaccount1;');
  });

  it('are overruled by local.settings.json, and that by the environment', () => {
    write('local.settings.json', { COSMOS: 'a real account', DELAY: '5' });
    const settings = appSettings(root, usual, { DELAY: '7' });
    expect([settings['COSMOS'], settings['DELAY'], settings['TOPIC']]).toEqual(['a real account', '7', 'events']);
  });

  it('keep the key of personal data beside the data', () => {
    expect(appSettings(root, usual, {})['PERSONAL_DATA_KEY']).toBe(`file:${join(root, '.annal/personal-data.key')}`);
    const elsewhere = join(root, 'elsewhere');
    const settings = appSettings(root, usual, { ANNAL_DATA: elsewhere });
    expect(settings['PERSONAL_DATA_KEY']).toBe(`file:${join(elsewhere, 'personal-data.key')}`);
  });
});
