import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'annal-azure-settings-'));
const script = resolve(import.meta.dirname, '../../../scripts/azure-settings.ts');
const file = join(folder, 'settings.json');

afterAll(() => rmSync(folder, { recursive: true }));

/** Puts a command of this name into the way of azd. */
const azdThat = (body: string): void => {
  writeFileSync(join(folder, 'azd'), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, 'azd'), 0o755);
};
const outputs = JSON.stringify({
  AZURE_TENANT_ID: 'a-tenant',
  COSMOS_ENDPOINT: 'https://cosmos-made-up.documents.azure.com:443/',
  COSMOS_DATABASE: 'annal',
  SERVICE_BUS_NAMESPACE: 'sb-made-up.servicebus.windows.net',
  SERVICE_BUS_TOPIC: 'events',
  ARCHIVE_URI: 'https://starcmadeup.blob.core.windows.net/',
  ARCHIVE_CONTAINER: 'archive',
  PERSONAL_DATA_KEY_URL: 'https://kv-made-up.vault.azure.net/keys/personal-data',
});

const run = (...flags: readonly string[]) => {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--file', file, ...flags], { env });
  return { status, said: `${stdout.toString()}${stderr.toString()}` };
};

describe.skipIf(process.platform === 'win32')('npm run settings:azure', () => {
  it('asks azd for the chosen environment, and writes a file that others cannot read', () => {
    azdThat(`[ "$*" = "env get-values --output json" ] && echo '${outputs}'`);
    expect(run()).toMatchObject({ status: 0, said: expect.stringContaining('cosmos-made-up') });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('"SERVICE_BUS__fullyQualifiedNamespace": "sb-made-up');
  });

  it('leaves a file that is there alone, unless it is told to replace it', () => {
    azdThat(`echo '${outputs}'`);
    writeFileSync(file, 'mine');
    expect(run()).toMatchObject({ status: 1, said: expect.stringContaining('--overwrite') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(run('--overwrite').status).toBe(0);
  });

  it('says what azd says when there is no environment, and writes nothing', () => {
    rmSync(file, { force: true });
    azdThat('echo "ERROR: no environment is chosen" >&2; exit 1');
    expect(run()).toMatchObject({ status: 1, said: expect.stringContaining('no environment is chosen') });
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});
