import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bicepFile, bicepFiles, filesUsedBy, parametersOf } from './bicep-files.ts';

const root = join(import.meta.dirname, '../..');
const main = bicepFile('main.bicep');
const all = bicepFiles.map(({ code }) => code).join('\n');

/** The one file that gives rights to a person. */
const developers = 'infra/modules/developer-access.bicep';

/** Identifiers of built-in roles that let their holder do more than use data. */
const tooMuch = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  'Azure Service Bus Data Owner': '090c5cfd-751d-490a-894a-3ce6f1109419',
  'Cosmos DB Built-in Data Contributor': '00000000-0000-0000-0000-000000000002',
  'Key Vault Administrator': '00482a5a-887f-4fb3-b363-3b7fe8e74483',
  'Key Vault Crypto Officer': '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
  'Storage Account Contributor': '17d1049b-9a84-46fb-8f53-869881c3d3ab',
};

describe.each(bicepFiles)('$path', (file) => {
  it('asks no service for its keys, and hands none out', () => {
    expect(file.code).not.toMatch(/\blist[A-Z]\w*\(|authorizationRules|AccountKey|SharedAccessKey|getSecret\(/);
  });

  it('is made of plain resources and of modules that are here', () => {
    expect(file.code).not.toMatch(/'(br|ts)[:/]/);
    expect(filesUsedBy(file).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('states the principal type of every role assignment, or a new identity is not found in time', () => {
    // Those of Cosmos DB (sqlRoleAssignments) know no kinds.
    const assignments = file.code.match(/\/roleAssignments@/g) ?? [];
    const kind = file.path === developers ? 'User' : 'ServicePrincipal';
    expect(file.code.match(/principalType: '\w+'/g) ?? []).toEqual(assignments.map(() => `principalType: '${kind}'`));
  });

  it.each(Object.entries(tooMuch))('gives nobody the role %s', (_, id) => {
    expect(file.code).not.toContain(id);
  });
});

describe('The templates together', () => {
  it('leave no file unused', () => {
    const used = new Set(bicepFiles.flatMap(filesUsedBy));
    expect(bicepFiles.filter(({ path }) => path !== main.path && !used.has(path))).toEqual([]);
  });

  it('take containers, topics and warm functions from the files that the local stack and the specs read', () => {
    const used = bicepFiles.flatMap(filesUsedBy);
    expect(used).toEqual(
      expect.arrayContaining([
        'infra/archive.json',
        'infra/cosmos.json',
        'infra/service-bus.json',
        'infra/functions.json',
      ]),
    );
  });

  it.each([
    ['cosmos.bicep', 'disableLocalAuth: true'],
    ['cosmos.bicep', 'disableKeyBasedMetadataWriteAccess: true'],
    ['service-bus.bicep', 'disableLocalAuth: true'],
    ['storage.bicep', 'allowSharedKeyAccess: false'],
    ['archive.bicep', 'allowSharedKeyAccess: false'],
    ['archive.bicep', 'allowBlobPublicAccess: false'],
    ['storage.bicep', 'allowBlobPublicAccess: false'],
    ['key-vault.bicep', 'enableRbacAuthorization: true'],
    ['key-vault.bicep', 'enablePurgeProtection: true'],
    ['monitoring.bicep', 'DisableLocalAuth: true'],
    ['monitoring.bicep', 'disableLocalAuth: true'],
    ['function-app.bicep', 'properties: { allow: false }'],
    ['function-app.bicep', 'httpsOnly: true'],
  ])('let nobody in with a key or unencrypted: %s has %s', (file, line) => {
    expect(bicepFile(file).code).toContain(line);
  });

  it('let the history be added to and read, and nothing else', () => {
    const { code } = bicepFile('cosmos-access.bicep');
    const additions = /^var additions = \[(.+)\]$/m
      .exec(code)?.[1]
      ?.replaceAll(/'\$\{items\}|'/g, '')
      .split(', ');
    expect(additions).toEqual(['metadata', '/create', '/read', 'queries', 'feed']);
    expect(code).toContain('(container.?appendOnly ?? false) ? appender.id : keeper.id');
  });

  it('can be put back to any moment', () => {
    expect(bicepFile('cosmos.bicep').code).toContain("backupPolicy: { type: 'Continuous'");
  });

  it('run the version of Node that the repository runs', () => {
    expect(/runtime: \{ name: 'node', version: '(\d+)' \}/.exec(all)?.[1]).toBe(process.versions.node.split('.')[0]);
  });

  it('tag everything that takes tags with the environment, and the app with its service', () => {
    expect(main.code).toContain("'azd-env-name': environmentName");
    expect(all.match(/'azd-service-name': 'api'/g)).toHaveLength(1);
  });
});

describe('infra/main.bicep', () => {
  it('explains every parameter', () => {
    expect(parametersOf(main).length).toBeGreaterThan(20);
    for (const { name, decorators } of parametersOf(main))
      expect({ name, decorators }).toEqual({ name, decorators: expect.stringContaining('@description(') });
  });

  it('bounds every number, so that a wrong one fails before anything is deployed', () => {
    const numbers = parametersOf(main).filter(({ type }) => type === 'int');
    expect(numbers.filter(({ decorators }) => !/@minValue|@allowed/.test(decorators))).toEqual([]);
  });

  it('puts out names and addresses only', () => {
    const outputs = [...main.code.matchAll(/^output (\w+) \w+ = (.+)$/gm)].map(([, name, value]) => `${name} ${value}`);
    expect(outputs.length).toBeGreaterThan(4);
    // The address of the key of personal data is no key.
    const said = outputs.map((output) => output.replaceAll(/PERSONAL_DATA_KEY_URL|keyUrl/g, 'address'));
    expect(said.filter((output) => /key|secret|password|connectionString/i.test(output))).toEqual([]);
  });
});
