import { beforeAll, describe, expect, it } from 'vitest';
import archive from '../../infra/archive.json' with { type: 'json' };
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { declaredTopics } from '../../scripts/catalogue/topics.ts';
import { checker, expand, expandWith, findings, ofType, type Expansion } from './expanded-deployment.ts';

/** Warnings of the compiler about values that may be null and about names that nothing uses. */
const harmless = /^(BCP318|BCP321|no-unused-)/;

const typesOf = ({ resources }: Expansion) => resources.map(({ type }) => type.replace('Microsoft.', ''));

// It needs a checker that is no part of this repository: set BICEP_CHECK to its folder. The pipeline asks the real compiler.
describe.runIf(checker !== undefined)('The deployment, where BICEP_CHECK names a checker,', () => {
  let standard: Expansion;
  let production: Expansion;
  let secluded: Expansion;

  beforeAll(async () => {
    standard = await expand();
    production = await expand('production');
    secluded = await expand('production', 'private-network');
  });

  it('is written without a fault', async () => {
    expect((await findings()).filter(({ code }) => !harmless.test(code))).toEqual([]);
  });

  it.each([
    { sets: [] },
    { sets: ['production'] },
    { sets: ['private-network'] },
    { sets: ['production', 'private-network'] },
    { sets: ['edge'] },
    { sets: ['production', 'edge'] },
    { sets: ['production', 'two-regions'] },
    { sets: ['production', 'private-network', 'two-regions', 'edge'] },
  ])('expands with $sets, and deploys nothing twice', async ({ sets }) => {
    const { resources, problems } = await expand(...sets);
    const named = resources.filter(({ type }) => /sites$|namespaces$|databaseAccounts$|containers$|topics$/.test(type));
    const ids = named.map(({ type, name }) => `${type} ${name}`);
    expect(problems).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each([
    [{ EVENTS_THROUGHPUT: '1500' }, 'EVENTS_THROUGHPUT must be a multiple of 1,000.'],
    [{ SHARED_THROUGHPUT: '2001' }, 'SHARED_THROUGHPUT must be a multiple of 1,000.'],
    [{ ZONE_REDUNDANT: 'true', ALWAYS_READY_HTTP: '1' }, 'ALWAYS_READY_HTTP must be 0 or at least 2.'],
    [{ ZONE_REDUNDANT: 'true', ALWAYS_READY_FEEDS: '1' }, 'ALWAYS_READY_FEEDS must be 0 or at least 2.'],
    [{ MONTHLY_BUDGET: '50' }, 'MONTHLY_BUDGET needs BUDGET_START'],
    [{ MONTHLY_BUDGET: '50', BUDGET_START: '2026-12-24' }, 'MONTHLY_BUDGET needs BUDGET_START'],
  ])('refuses %j with a sentence', async (chosen, sentence) => {
    expect(JSON.stringify((await expandWith(chosen)).problems)).toContain(sentence);
  });

  it('has every declared container, with its key and its index', () => {
    const deployed = ofType(standard, 'DocumentDB/databaseAccounts/sqlDatabases/containers');
    const further = cosmos.furtherDatabases.flatMap(({ containers }) => containers);
    expect(deployed).toHaveLength(cosmos.containers.length + further.length);
    expect(deployed.slice(0, cosmos.containers.length).map(({ name }) => name)).toEqual(
      cosmos.containers.map(({ name }) => name),
    );
    expect(deployed[0]).toMatchObject({
      properties: {
        options: {},
        resource: {
          partitionKey: { paths: ['/streamId'], kind: 'Hash', version: 2 },
          indexingPolicy: cosmos.containers[0]?.indexingPolicy,
          defaultTtl: null,
        },
      },
    });
  });

  it('has every declared queue, which the app may send to, receive from and count', () => {
    const deployed = ofType(standard, 'ServiceBus/namespaces/queues');
    expect(deployed).toMatchObject(declaredTopics.queues.map(({ name, properties }) => ({ name, properties })));
    const roles = ofType(standard, 'Authorization/roleAssignments').map((each) => JSON.stringify(each));
    expect(roles.filter((each) => each.includes('/queues/deadlines'))).toHaveLength(3);
  });

  it('has every declared subscription, with its sessions and its filter', () => {
    const subscriptions = declaredTopics.topics.flatMap((topic) => topic.subscriptions);
    const deployed = ofType(standard, 'ServiceBus/namespaces/topics/subscriptions');
    expect(deployed).toMatchObject(subscriptions.map(({ name, properties }) => ({ name, properties })));
    const rules = ofType(standard, 'ServiceBus/namespaces/topics/subscriptions/rules');
    expect(rules).toMatchObject(subscriptions.flatMap((subscription) => subscription.rules));
  });

  it('has the archive in an account of its own, where the app may use its containers and nothing else', async () => {
    for (const name of [archive.container, archive.keysContainer]) {
      const container = { type: 'Microsoft.Storage/storageAccounts/blobServices/containers', name };
      expect(standard.resources).toContainEqual(expect.objectContaining(container));
    }
    const roles = ofType(standard, 'Authorization/roleAssignments').map((each) => JSON.stringify(each));
    expect(roles.filter((each) => each.includes('ba92f5b4-2d11-453d-a403-e96b0029c9fe'))).toHaveLength(2);
    expect(typesOf(standard).filter((type) => type.endsWith('immutabilityPolicies'))).toEqual([]);
  });

  it('costs nothing while it is idle, unless always-ready instances are set', () => {
    expect(ofType(standard, 'DocumentDB/databaseAccounts')).toMatchObject([
      { properties: { capabilities: [{ name: 'EnableServerless' }] } },
    ]);
    expect(ofType(standard, 'Web/sites')).toMatchObject([
      { properties: { functionAppConfig: { scaleAndConcurrency: { alwaysReady: [] } } } },
    ]);
    expect(typesOf(standard)).not.toContain('Authorization/locks');
  });

  it('is warm, spread over zones and locked in production, and gives the history a throughput of its own', () => {
    expect(ofType(production, 'Web/sites')).toMatchObject([
      { properties: { functionAppConfig: { scaleAndConcurrency: { alwaysReady: expect.any(Array) } } } },
    ]);
    expect(JSON.stringify(ofType(production, 'Web/sites'))).toContain(
      '"name":"function:FollowPublishing","instanceCount":2',
    );
    expect(ofType(production, 'Web/serverfarms')).toMatchObject([{ properties: { zoneRedundant: true } }]);
    expect(typesOf(production)).toContain('Authorization/locks');
    const containers = ofType(production, 'DocumentDB/databaseAccounts/sqlDatabases/containers');
    const own = containers.filter((each) => JSON.stringify(each).includes('maxThroughput'));
    expect(own.map(({ name }) => name)).toEqual(['events', expect.stringMatching(/\/annal-search\/documents$/)]);
  });

  it('keeps the key of personal data in a vault that cannot be purged, and lets the app only wrap and unwrap with it', () => {
    expect(ofType(standard, 'KeyVault/vaults')).toMatchObject([
      { properties: { enableRbacAuthorization: true, enablePurgeProtection: true, publicNetworkAccess: 'Enabled' } },
    ]);
    expect(ofType(standard, 'KeyVault/vaults/keys')).toMatchObject([
      { properties: { keyOps: ['wrapKey', 'unwrapKey'] } },
    ]);
    const roles = ofType(standard, 'Authorization/roleAssignments').map((each) => JSON.stringify(each));
    // Key Vault Crypto Service Encryption User.
    expect(roles.filter((each) => each.includes('e147488a-f6f5-4113-8e2d-b22465e65bf6'))).toHaveLength(1);
    expect(ofType(secluded, 'KeyVault/vaults')).toMatchObject([{ properties: { publicNetworkAccess: 'Disabled' } }]);
  });

  it('takes every data service off the internet with a private network, and only then has one', () => {
    for (const type of ['DocumentDB/databaseAccounts', 'ServiceBus/namespaces', 'Storage/storageAccounts'])
      for (const each of ofType(secluded, type))
        expect(each).toMatchObject({ properties: { publicNetworkAccess: 'Disabled' } });
    expect(ofType(secluded, 'Storage/storageAccounts')).toHaveLength(2);
    expect(ofType(secluded, 'ServiceBus/namespaces')).toMatchObject([{ sku: { name: 'Premium' } }]);
    expect(typesOf(secluded).filter((type) => type === 'Network/privateEndpoints')).toHaveLength(6);
    expect(typesOf(production).filter((type) => type.startsWith('Network/'))).toEqual([]);
  });

  it('differs between production and a private network by the network alone', () => {
    const ofNetworks = typesOf(secluded).filter((type) => !type.startsWith('Network/'));
    expect(ofNetworks.sort()).toEqual(typesOf(production).sort());
  });
});
