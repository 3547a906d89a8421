import { badRequest } from './failure.ts';
import type { JsonObject } from './json-body.ts';
import { readPermission } from './permission.ts';

/** What the service keeps beside databases, containers and items; the words are those of its paths. */
export type ResourceKind = 'users' | 'permissions' | 'clientencryptionkeys' | 'sprocs' | 'triggers' | 'udfs';

interface KindDescription {
  /** The property of a list that holds the resources. */
  readonly list: string;
  /** What it is called in a message. */
  readonly noun: string;
  /** What is kept of what was sent, beside the id. Throws 400. */
  readonly read: (sent: JsonObject) => JsonObject;
  /** The paths of what is within, which an answer names. */
  readonly children?: JsonObject;
}

/** All kinds of such resources. */
export const resourceKinds: Readonly<Record<ResourceKind, KindDescription>> = {
  users: { list: 'Users', noun: 'user', read: () => ({}), children: { _permissions: 'permissions/' } },
  permissions: { list: 'Permissions', noun: 'permission', read: readPermission },
  clientencryptionkeys: { list: 'ClientEncryptionKeys', noun: 'client encryption key', read: readEncryptionKey },
  sprocs: { list: 'StoredProcedures', noun: 'stored procedure', read: readScript },
  triggers: { list: 'Triggers', noun: 'trigger', read: readTrigger },
  udfs: { list: 'UserDefinedFunctions', noun: 'user-defined function', read: readScript },
};

function readScript({ body }: JsonObject): JsonObject {
  return { body: requireText(body, 'body') };
}

function readTrigger({ body, triggerType, triggerOperation }: JsonObject): JsonObject {
  return {
    body: requireText(body, 'body'),
    triggerType: requireWord(triggerType, ['Pre', 'Post'], 'triggerType'),
    triggerOperation: requireWord(
      triggerOperation,
      ['All', 'Create', 'Update', 'Delete', 'Replace', 'Upsert'],
      'triggerOperation',
    ),
  };
}

/** The service keeps such keys wrapped, and never sees what they are: it looks at nothing but that they are there. */
function readEncryptionKey(sent: JsonObject): JsonObject {
  const { encryptionAlgorithm, wrappedDataEncryptionKey, keyWrapMetadata } = sent;
  if (typeof keyWrapMetadata !== 'object' || keyWrapMetadata === null)
    throw badRequest(`A client encryption key needs 'keyWrapMetadata'.`);
  return {
    encryptionAlgorithm: requireText(encryptionAlgorithm, 'encryptionAlgorithm'),
    wrappedDataEncryptionKey: requireText(wrappedDataEncryptionKey, 'wrappedDataEncryptionKey'),
    keyWrapMetadata,
  };
}

function requireText(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw badRequest(`The '${name}' must be a text that is not empty.`);
  return value;
}

function requireWord(value: unknown, words: readonly string[], name: string): string {
  const word = words.find((each) => each.toLowerCase() === String(value).toLowerCase());
  if (word === undefined) throw badRequest(`The '${name}' must be one of ${words.join(', ')}.`);
  return word;
}
