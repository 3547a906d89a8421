import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
const refusalOf = (definition: object) => failureOf(account.freshContainer(definition));
const indexing = (indexingPolicy: object) => ({ indexingPolicy });

const embedding = { path: '/vector1', dataType: 'float32', dimensions: 500, distanceFunction: 'euclidean' };
const vectors = (embeddings: readonly object[], indexes: readonly object[]) => ({
  vectorEmbeddingPolicy: { vectorEmbeddings: embeddings },
  indexingPolicy: { vectorIndexes: indexes },
});

describe('an indexing policy', () => {
  it('is completed with what it does not say', async () => {
    const container = await account.freshContainer({ indexingPolicy: { compositeIndexes: [] } });
    expect((await container.read()).resource?.indexingPolicy).toEqual({
      indexingMode: 'consistent',
      automatic: true,
      includedPaths: [{ path: '/*' }],
      excludedPaths: [{ path: '/"_etag"/?' }],
      compositeIndexes: [],
    });
  });

  it('may call everything by its old name', async () => {
    const container = await account.freshContainer(indexing({ includedPaths: [{ path: '/' }] }));
    expect((await container.read()).resource?.indexingPolicy?.includedPaths).toEqual([{ path: '/*' }]);
  });

  it('that excludes the root includes only what it names', async () => {
    const container = await account.freshContainer(indexing({ excludedPaths: [{ path: '/*' }] }));
    expect((await container.read()).resource?.indexingPolicy?.includedPaths).toEqual([]);
  });

  it.each([
    ['an unknown mode', { indexingMode: 'eager' }],
    ['no index that is automatic', { indexingMode: 'none', automatic: true }],
    ['a path without its end', { includedPaths: [{ path: '/*' }, { path: '/a' }] }],
    ['a path without its slash', { includedPaths: [{ path: '/*' }, { path: 'a/?' }] }],
    ['a path that is included and excluded', { includedPaths: [{ path: '/*' }], excludedPaths: [{ path: '/*' }] }],
    ['nothing said about the root', { includedPaths: [{ path: '/a/?' }], excludedPaths: [{ path: '/b/?' }] }],
    ['a composite index of one path', { compositeIndexes: [[{ path: '/a' }]] }],
    ['a composite path with a wildcard', { compositeIndexes: [[{ path: '/a/?' }, { path: '/b' }]] }],
    ['a composite path in no order', { compositeIndexes: [[{ path: '/a', order: 'up' }, { path: '/b' }]] }],
    ['a spatial path without its end', { spatialIndexes: [{ path: '/a', types: ['Point'] }] }],
  ])('with %s is refused', async (_, policy) => {
    expect((await refusalOf(indexing(policy))).code).toBe(400);
  });
});

describe('a vector policy', () => {
  it('is kept as it is', async () => {
    const policy = vectors([embedding], [{ path: '/vector1', type: 'flat' }]);
    const container = await account.freshContainer(policy as never);
    expect((await container.read()).resource?.vectorEmbeddingPolicy).toEqual(policy.vectorEmbeddingPolicy);
  });

  it.each([
    [
      'an index without embedding',
      vectors([], [{ path: '/vector1', type: 'flat' }]),
      /\/vector1 not matching in Embedding/,
    ],
    ['an unknown index', vectors([embedding], [{ path: '/vector1', type: 'tree' }]), /type/],
    ['an unknown data type', vectors([{ ...embedding, dataType: 'text' }], []), /dataType/],
    ['an unknown distance', vectors([{ ...embedding, distanceFunction: 'far' }], []), /distanceFunction/],
    [
      'too many dimensions',
      vectors([{ ...embedding, dimensions: 5000 }], []),
      /Dimensions:5000 which is more than max/,
    ],
    ['no dimensions', vectors([{ ...embedding, dimensions: -1 }], []), /Dimensions:-1, it should be positive/],
  ])('with %s is refused', async (_, policy, message) => {
    expect(await refusalOf(policy)).toMatchObject({ code: 400, message: expect.stringMatching(message) });
  });

  it('keeps the type of an index when the container is replaced', async () => {
    const container = await account.freshContainer(vectors([embedding], [{ path: '/vector1', type: 'flat' }]) as never);
    const other = {
      id: container.id,
      indexingPolicy: { vectorIndexes: [{ path: '/vector1', type: 'quantizedFlat' }] },
    };
    const failure = await failureOf(container.replace(other as never));
    expect(failure).toMatchObject({
      code: 400,
      message: expect.stringMatching(/cannot be changed in Collection Replace/),
    });
  });
});

describe('a policy', () => {
  const text = (paths: readonly object[], indexes: readonly object[]) => ({
    fullTextPolicy: { defaultLanguage: 'en-US', fullTextPaths: paths },
    indexingPolicy: { fullTextIndexes: indexes },
  });
  const computed = (...computedProperties: readonly object[]) => ({ computedProperties });

  it.each([
    ['a full text index without its path', text([], [{ path: '/text' }])],
    ['a language that is none', text([{ path: '/text', language: 'English' }], [])],
    ['a computed property that is no SELECT VALUE', computed({ name: 'a', query: 'SELECT c.a FROM c' })],
    ['a computed property that cannot be read', computed({ name: 'a', query: 'SELECT VALUE FROM c' })],
    ['a computed property with an order', computed({ name: 'a', query: 'SELECT VALUE c.a FROM c ORDER BY c.a' })],
    ['a computed property called id', computed({ name: 'id', query: 'SELECT VALUE c.a FROM c' })],
    [
      'one computed property twice',
      computed(...['1', '2'].map((n) => ({ name: 'a', query: `SELECT VALUE ${n} FROM c` }))),
    ],
    ['an unknown way to resolve conflicts', { conflictResolutionPolicy: { mode: 'Luck' } }],
    ['an unknown kind of coordinates', { geospatialConfig: { type: 'Flat' } }],
    ['a partition key of no known kind', { partitionKey: { paths: ['/pk'], kind: 'Range' } }],
    ['a hierarchical key of version 1', { partitionKey: { paths: ['/a', '/b'], kind: 'MultiHash' } }],
    ['four levels of a key', { partitionKey: { paths: ['/a', '/b', '/c', '/d'], kind: 'MultiHash', version: 2 } }],
    ['two levels that are the same', { partitionKey: { paths: ['/a', '/a'], kind: 'MultiHash', version: 2 } }],
    ['a key path with a wildcard', { partitionKey: { paths: ['/a/*'], version: 2 } }],
  ])('with %s is refused', async (_, definition) => {
    expect((await refusalOf(definition)).code).toBe(400);
  });

  const spatial = (type: string, boundingBox?: object) => ({
    geospatialConfig: { type },
    indexingPolicy: { spatialIndexes: [{ path: '/place/?', types: ['Point'], boundingBox }] },
  });
  const box = { xmin: 0, ymin: 0, xmax: 10, ymax: 10 };

  it.each([
    ['on a plane without a bounding box', spatial('Geometry')],
    ['on a plane with a box of no width', spatial('Geometry', { ...box, xmax: 0 })],
    ['on the globe with a bounding box', spatial('Geography', box)],
  ])('with a spatial index %s is refused by both names', async (_, definition) => {
    const { code, message } = await refusalOf(definition);
    expect(code).toBe(400);
    expect(message).toContain('boundingBox');
    expect(message).toContain(definition.geospatialConfig.type);
  });

  it.each([[spatial('Geometry', box)], [spatial('Geography')]])(
    'with the spatial index %j is kept',
    async (definition) => {
      const container = await account.freshContainer(definition as never);
      const { resource } = await container.read();
      expect(resource?.indexingPolicy?.spatialIndexes).toMatchObject([{ path: '/place/?', types: ['Point'] }]);
    },
  );

  it('names the path of a hierarchical key that it cannot accept', async () => {
    const partitionKey = { paths: ['id', '/id2'], kind: 'MultiHash', version: 2 };
    expect((await refusalOf({ partitionKey })).message).toContain(`path 'id' could not be accepted`);
  });

  it('for full text and computed properties is kept as it is', async () => {
    const definition = {
      ...text(
        [
          { path: '/text', language: 'en-US' },
          { path: '/german', language: '1031' },
        ],
        [{ path: '/text' }],
      ),
      ...computed({ name: 'lower', query: 'SELECT VALUE LOWER(c.name) FROM c' }),
    };
    const container = await account.freshContainer(definition as never);
    const { resource } = await container.read();
    expect(resource).toMatchObject(definition);
  });
});

describe('a database with throughput', () => {
  it('has an offer that can be read and replaced, which containers without their own share', async () => {
    const { database } = await account.client().databases.create({ id: 'shared', throughput: 500 });
    const { resource, offer } = await database.readOffer();
    expect(resource).toMatchObject({ offerVersion: 'V2', content: { offerThroughput: 500 } });
    await offer.replace({ ...resource, content: { offerThroughput: 600 } } as never);
    expect((await database.readOffer()).resource?.content).toMatchObject({ offerThroughput: 600 });
    const { container: sharing } = await database.containers.create({ id: 'sharing', partitionKey: '/pk' });
    expect((await sharing.readOffer()).resource).toBeUndefined();
    const { container: own } = await database.containers.create({ id: 'own', partitionKey: '/pk', throughput: 700 });
    expect((await own.readOffer()).resource?.content).toMatchObject({ offerThroughput: 700 });
    const byItsLink = account
      .client()
      .offer(String(resource?._self))
      .replace({ ...resource });
    expect(await failureOf(byItsLink)).toMatchObject({ code: 400 });
  });

  it('that scales by itself says up to where, and stays of that kind', async () => {
    const { database } = await account.client().databases.create({ id: 'autoscale', maxThroughput: 50_000 });
    const { resource, offer } = await database.readOffer();
    expect(resource?.content).toMatchObject({ offerAutopilotSettings: { maxThroughput: 50_000 } });
    const manual = { ...resource, content: { offerThroughput: 600 } };
    expect((await failureOf(offer.replace(manual as never))).code).toBe(400);
  });

  it('is not there for others', async () => {
    const { database } = await account.client().databases.create({ id: 'without' });
    expect((await database.readOffer()).resource).toBeUndefined();
  });
});

describe('a container that is asked for its quota', () => {
  it('says what it may hold and holds', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p' });
    const { headers } = await container.read({ populateQuotaInfo: true });
    expect(headers['x-ms-resource-quota']).toContain('collectionSize=10485760;');
    expect(headers['x-ms-resource-usage']).toContain('documentsCount=1;');
    expect((await container.read()).headers).not.toHaveProperty('x-ms-resource-usage');
  });
});
