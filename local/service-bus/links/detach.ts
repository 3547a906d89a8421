import { amqpErrorOf } from './amqp-error.ts';
import type { ClientConnection, LinkEnd } from './client-connection.ts';
import type { IncomingLink } from './rhea-internals.ts';

/** Ends a link from the broker's side, with the reason. An attach that is still unanswered is answered first. */
export function detach(connection: ClientConnection, link: IncomingLink, reason: unknown, how: LinkEnd): void {
  connection.endLinks({ link }, how);
  if (!link.state.local_open) link.open();
  link.close(amqpErrorOf(reason));
}
