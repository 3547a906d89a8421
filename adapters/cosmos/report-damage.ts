import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import type { StoreOptions } from './store-options.ts';

const named = z.object({ id: z.string() });

/** Logs a damaged document for operators: its container and id, not its content. */
export const reportDamage = (
  { tracing }: StoreOptions,
  container: Container,
  document: unknown,
  damage: string,
): void => {
  const id = named.safeParse(document).data?.id ?? 'without an id';
  tracing?.log({ event: 'damaged-document', container: container.id, document: id, damage });
};
