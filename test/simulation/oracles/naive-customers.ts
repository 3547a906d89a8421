import type { Records } from '../workload/records.ts';
import { textIn, type NaiveEvent } from './evidence.ts';

/** What the clients have said about people: the events of customers hold it sealed. By the id of the command. */
export const saidBy = ({ commands }: Records): ReadonlyMap<string, Readonly<Record<string, unknown>>> =>
  new Map(commands.map(({ commandId, wish }) => [commandId, wish.data]));

/** A customer, as its history tells it, and as its clients have said. */
export const naiveCustomer = (events: readonly NaiveEvent[], said: ReturnType<typeof saidBy>) => {
  const [registered] = events;
  if (registered?.type !== 'CustomerRegistered') return undefined;
  const kept = { customerId: registered.entityId, registeredAt: textIn(registered.data, 'registeredAt') };
  if (events.some(({ type }) => type === 'CustomerErased')) return { ...kept, status: 'erased' };
  const told = events.map(({ commandId }) => said.get(commandId) ?? {});
  return { ...Object.assign({}, ...told), ...kept, status: 'registered' } as Readonly<Record<string, unknown>>;
};

/** No two customers have one email at the same time, at any commit. */
export const emailsOf = (events: readonly NaiveEvent[], said: ReturnType<typeof saidBy>): readonly string[] => {
  const held = new Map<string, string>();
  return events.flatMap(({ streamId, version, type, commandId }) => {
    const before = [...held].find(([, holder]) => holder === streamId)?.[0];
    const email = said.get(commandId)?.['email'];
    if (type === 'CustomerErased' && before !== undefined) held.delete(before);
    if (type === 'CustomerErased' || typeof email !== 'string') return [];
    if (before !== undefined) held.delete(before);
    const other = held.get(email);
    held.set(email, streamId);
    return other === undefined || other === streamId ? [] : [`${streamId}:${version} takes the email of ${other}.`];
  });
};
