import { createHmac, timingSafeEqual } from 'node:crypto';
import { findResourceByNo } from '../storage/resources.ts';
import { badRequest, CosmosFailure } from './failure.ts';
import { seconds, type Cosmos, type CosmosRequest } from './operation.ts';
import type { Permission } from './permission.ts';

// "Secure access to data in Azure Cosmos DB", resource tokens. In seconds.
const usualLifetime = 3600;
const leastLifetime = 600;
const mostLifetime = 86_400;

/** How many seconds the tokens in an answer shall be good for. Throws 400. */
export function lifetimeOf({ header }: CosmosRequest): number {
  const asked = Number(header('x-ms-documentdb-expiry-seconds') ?? usualLifetime);
  if (!Number.isInteger(asked) || asked < leastLifetime || asked > mostLifetime)
    throw badRequest(`The expiry of a resource token must be ${leastLifetime} to ${mostLifetime} seconds.`);
  return asked;
}

/**
 * A token for a permission: it says which, and until when, and nobody without the account's key can write one. What may be
 * done with it is looked up when it is used, so it ends with its permission.
 */
export function issueToken(cosmos: Cosmos, permission: number, lifetime: number): string {
  const claim = Buffer.from(JSON.stringify([permission, seconds(cosmos) + lifetime])).toString('base64');
  return `type=resource&ver=1.0&sig=${sign(cosmos, claim).toString('base64')};${claim};`;
}

/** The permission that a token (what follows its `sig=`) stands for. Throws 401 for a forged one, and 403 for one that has ended. */
export function permissionOf(cosmos: Cosmos, token: string): Permission {
  const [signature = '', claim = ''] = token.split(';');
  const sent = Buffer.from(signature, 'base64');
  const expected = sign(cosmos, claim);
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected))
    throw new CosmosFailure(
      401,
      'The input authorization token cannot serve the request: it is no token of this account.',
    );
  const [no, until] = JSON.parse(Buffer.from(claim, 'base64').toString()) as readonly [number, number];
  if (until <= seconds(cosmos))
    throw new CosmosFailure(
      403,
      'The authorization token is not valid at the current time: the resource token has ended.',
    );
  const stored = findResourceByNo(cosmos.storage, no);
  if (stored === undefined) throw new CosmosFailure(403, 'The permission of the resource token is not there any more.');
  return JSON.parse(stored.definition) as Permission;
}

function sign({ key }: Cosmos, claim: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(claim).digest();
}
