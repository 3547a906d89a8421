import type { Entity, Purpose, Visitor } from '../entities/index.ts';
import type { ClientConnection } from './client-connection.ts';
import { detach } from './detach.ts';
import type { IncomingLink } from './rhea-internals.ts';

/** Ties a link to its entity and to the token that allows it: when either is gone, the link ends with the reason. */
export function beginVisit(
  connection: ClientConnection,
  link: IncomingLink,
  { entity, purpose, path }: { readonly entity: Entity; readonly purpose: Purpose; readonly path: string },
): void {
  const visitor: Visitor = { purpose, evicted: (reason) => detach(connection, link, reason, 'closed') };
  connection.broker.visits.enter(entity, visitor);
  connection.claims.watch(link, path, (reason) => detach(connection, link, reason, 'closed'));
  connection.whenEnded(link, () => {
    connection.broker.visits.leave(entity, visitor);
    connection.claims.unwatch(link);
  });
}
