import { describe, expect, it } from 'vitest';
import { checker, expand, expandWith, ofType, type Expansion } from './expanded-deployment.ts';

const two = () => expand('production', 'two-regions');
const accountOf = (deployment: Expansion) => ofType(deployment, 'DocumentDB/databaseAccounts');
const alertsOf = (deployment: Expansion) => ofType(deployment, 'Insights/metricAlerts').map(({ name }) => name);
const settingsOf = (deployment: Expansion) =>
  ofType(deployment, 'Web/sites/config').find(({ name }) => name === 'appsettings')?.['properties'];

describe.runIf(checker !== undefined)('A store in two regions, where BICEP_CHECK names a checker,', () => {
  it('writes in the first, and moves its writes by itself when that is lost: two writers could both win a version', async () => {
    expect(accountOf(await two())).toMatchObject([
      {
        properties: {
          locations: [
            { locationName: 'westeurope', failoverPriority: 0, isZoneRedundant: true },
            { locationName: 'northeurope', failoverPriority: 1, isZoneRedundant: true },
          ],
          enableMultipleWriteLocations: false,
          enableAutomaticFailover: true,
        },
      },
    ]);
  });

  it('keeps each region as it is when their order follows a failover', async () => {
    const COSMOS_REGIONS = 'northeurope, westeurope';
    const after = await expandWith({ COSMOS_CAPACITY: 'autoscale', ZONE_REDUNDANT: 'true', COSMOS_REGIONS });
    expect(accountOf(after)).toMatchObject([
      {
        properties: {
          locations: [
            { locationName: 'northeurope', failoverPriority: 0, isZoneRedundant: true },
            { locationName: 'westeurope', failoverPriority: 1, isZoneRedundant: true },
          ],
        },
      },
    ]);
  });

  it('says when it has moved', async () => {
    expect(alertsOf(await two())).toContain('region-failover');
    expect(alertsOf(await expand('production'))).not.toContain('region-failover');
  });

  it('is refused to a serverless account, which has one region', async () => {
    const { problems } = await expandWith({ COSMOS_REGIONS: 'westeurope,northeurope' });
    expect(JSON.stringify(problems)).toContain('COSMOS_REGIONS: a serverless account has one region.');
  });
});

describe.runIf(checker !== undefined)('The archive, where BICEP_CHECK names a checker,', () => {
  it.each([
    [{}, 'Standard_LRS'],
    [{ ZONE_REDUNDANT: 'true' }, 'Standard_ZRS'],
    [{ ARCHIVE_GEO_REDUNDANT: 'true' }, 'Standard_RAGRS'],
    [{ ARCHIVE_GEO_REDUNDANT: 'true', ZONE_REDUNDANT: 'true' }, 'Standard_RAGZRS'],
  ])('with %j is kept as %s', async (chosen, name) => {
    const accounts = ofType(await expandWith(chosen), 'Storage/storageAccounts');
    expect(accounts.find((account) => account.name.startsWith('starc'))).toMatchObject({ sku: { name } });
  });

  it('logs who deletes what', async () => {
    const settings = ofType(await expand(), 'Insights/diagnosticSettings').map((each) => JSON.stringify(each));
    const ofArchive = settings.filter((each) => each.includes('/storageAccounts/starc'));
    expect(ofArchive).toHaveLength(1);
    expect(ofArchive[0]).toContain('{"category":"StorageDelete","enabled":true}');
  });
});

describe.runIf(checker !== undefined)('An account of another name, where BICEP_CHECK names a checker,', () => {
  it('is deployed like any, so that a restored one stays in use', async () => {
    const restored = await expandWith({ COSMOS_ACCOUNT: 'annal-restored' });
    expect(accountOf(restored).map(({ name }) => name)).toEqual(['annal-restored']);
    expect(settingsOf(restored)).toMatchObject({
      COSMOS__accountEndpoint: 'https://annal-restored.documents.azure.com:443/',
    });
    expect(JSON.stringify(ofType(restored, 'Insights/metricAlerts'))).toContain('databaseAccounts/annal-restored');
  });

  it('is used as it is when it belongs to another environment: the app gets its roles, and nothing else changes', async () => {
    const standby = await expandWith({ COSMOS_ACCOUNT: 'annal-first', COSMOS_GROUP: 'rg-first' });
    const roles = ofType(standby, 'DocumentDB/databaseAccounts/sqlRoleAssignments');
    expect(accountOf(standby)).toEqual([]);
    expect(ofType(standby, 'DocumentDB/databaseAccounts/sqlDatabases/containers')).toEqual([]);
    expect(roles.length).toBeGreaterThan(3);
    for (const role of roles) expect(JSON.stringify(role)).toContain('/resourceGroups/rg-first/');
  });

  it('needs a name where it belongs to another environment', async () => {
    const { problems } = await expandWith({ COSMOS_GROUP: 'rg-first' });
    expect(JSON.stringify(problems)).toContain('COSMOS_GROUP needs COSMOS_ACCOUNT');
  });

  it('may come with a key of another vault, which has wrapped its personal data', async () => {
    const PERSONAL_DATA_KEY = 'https://kv-first.vault.azure.net/keys/personal-data';
    expect(settingsOf(await expandWith({ PERSONAL_DATA_KEY }))).toMatchObject({ PERSONAL_DATA_KEY });
  });
});
