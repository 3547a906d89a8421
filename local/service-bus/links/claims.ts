import { condition } from '../entities/index.ts';
import { amqp, textOf } from '../messages/index.ts';
import type { ClientConnection } from './client-connection.ts';
import type { Request, Response } from './request-response.ts';
import { verifySharedAccessSignature } from './shared-access-signature.ts';

const sasToken = 'servicebus.windows.net:sastoken';

/** Answers at `$cbs`: takes a token, and remembers for this connection what it allows (AMQP Claims-based Security). */
export function answerClaims(connection: ClientConnection, { properties, body }: Request): Response {
  const { broker, key } = connection;
  const type = textOf(properties.get('type'));
  if (type !== null && type !== sasToken)
    return answer(401, `Tokens of type ${type} are not supported here: use a connection string with a key.`);
  const claim = verifySharedAccessSignature(textOf(body) ?? '', key, broker.now());
  if (!claim) return answer(401, 'InvalidSignature: the token has an invalid signature or has expired.');
  connection.claims.add(claim);
  return answer(202, 'Accepted');
}

function answer(status: 202 | 401, description: string): Response {
  const properties = new Map([
    ['status-code', amqp.wrap_int(status)],
    ['status-description', amqp.wrap_string(description)],
  ]);
  if (status === 401) properties.set('error-condition', amqp.wrap_symbol(condition.unauthorized));
  return { properties, body: amqp.Null() };
}
