import {
  CosmosClient,
  EncryptionAlgorithm,
  EncryptionQueryBuilder,
  EncryptionType,
  KeyEncryptionAlgorithm,
  type Container,
  type EncryptionKeyResolver,
} from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

/** A vault whose secret is to turn every bit. */
const vault: EncryptionKeyResolver = {
  encryptionKeyResolverName: 'vault',
  wrapKey: async (_id, _algorithm, key) => Buffer.from(key.map((byte) => byte ^ 255)),
  unwrapKey: async (_id, _algorithm, key) => Buffer.from(key.map((byte) => byte ^ 255)),
};

const metadata = {
  type: 'vault',
  name: 'k',
  value: 'https://vault/k',
  algorithm: KeyEncryptionAlgorithm.RSA_OAEP,
} as never;
const algorithm = EncryptionAlgorithm.AEAD_AES_256_CBC_HMAC_SHA256;
const encrypting: CosmosClient[] = [];

function encryptingClient(): CosmosClient {
  const { endpoint, key } = account.server();
  const client = new CosmosClient({ endpoint, key, clientEncryptionOptions: { keyEncryptionKeyResolver: vault } });
  encrypting.push(client);
  return client;
}

const secretly = (path: string) => ({
  ...{ id: 'secret', partitionKey: '/pk' },
  clientEncryptionPolicy: {
    includedPaths: [
      {
        path,
        clientEncryptionKeyId: 'k',
        encryptionType: EncryptionType.DETERMINISTIC,
        encryptionAlgorithm: algorithm,
      },
    ],
    policyFormatVersion: 2,
  },
});

beforeAll(async () => {
  await encryptingClient().database('specs').createClientEncryptionKey('k', algorithm, metadata);
});
afterAll(() => {
  for (const client of encrypting) client.dispose();
});

describe('a client encryption key', () => {
  it('is kept as it was wrapped, and wrapped anew', async () => {
    const database = encryptingClient().database('specs');
    const { clientEncryptionKeyProperties: created } = await database.readClientEncryptionKey('k');
    expect(created).toMatchObject({ id: 'k', encryptionAlgorithm: algorithm, encryptionKeyWrapMetadata: metadata });
    const moved = { ...(metadata as object), value: 'https://vault/k/2' } as never;
    expect((await database.rewrapClientEncryptionKey('k', moved)).statusCode).toBe(200);
    const { clientEncryptionKeyProperties: rewrapped } = await database.readClientEncryptionKey('k');
    expect(rewrapped).toMatchObject({ id: 'k', encryptionKeyWrapMetadata: { value: 'https://vault/k/2' } });
    const again = database.createClientEncryptionKey('k', algorithm, metadata);
    expect((await failureOf(again)).code).toBe(409);
  });
});

describe('a container with an encryption policy', () => {
  const plain = (): Container => account.client().database('specs').container('secret');

  it('holds what it cannot read, and the client finds it again', async () => {
    const { container } = await encryptingClient().database('specs').containers.create(secretly('/secret'));
    await container.items.create({ id: 'i', pk: 'p', secret: 'swordfish' });
    expect((await plain().item('i', 'p').read<{ secret: string }>()).resource?.secret).not.toContain('swordfish');
    const query = new EncryptionQueryBuilder('SELECT * FROM c WHERE c.secret = @secret');
    query.addParameter('@secret', 'swordfish', '/secret');
    const found = await (await container.items.getEncryptionQueryIterator(query)).fetchAll();
    expect(found.resources).toMatchObject([{ id: 'i', secret: 'swordfish' }]);
  });

  it('that was made again refuses a client that would still encrypt by the old policy, once', async () => {
    const { container } = await encryptingClient().database('specs').containers.createIfNotExists(secretly('/secret'));
    await container.items.upsert({ id: 'i', pk: 'p', secret: 'a' });
    await plain().delete();
    await encryptingClient().database('specs').containers.create(secretly('/other'));
    const write = () => container.items.create({ id: 'i', pk: 'p', secret: 'a', other: 'b' });
    await expect(write()).rejects.toThrow(/mismatch in Client Encryption Policy/);
    expect((await write()).statusCode).toBe(201);
    expect((await plain().item('i', 'p').read()).resource).toMatchObject({
      secret: 'a',
      other: expect.not.stringMatching(/^b$/),
    });
  });
});
