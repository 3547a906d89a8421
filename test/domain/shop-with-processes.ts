import { expect } from 'vitest';
import { commitSchema, streamIdOf } from '../../application/streams/commit.ts';
import { decodeCommits } from '../../application/streams/event-codec.ts';
import type { EventStore } from '../../application/streams/event-store.ts';
import { account, accountsById, type AccountCommand } from '../../domain/account/index.ts';
import { cart, type CartCommand } from '../../domain/cart/index.ts';
import { customer, customersById, type CustomerCommand } from '../../domain/customer/index.ts';
import { processEvents } from '../../domain/modelling/processes/process-events.ts';
import { statusOf, type ProcessStatus } from '../../domain/modelling/processes/process-state.ts';
import { declareModule, system } from '../../domain/modelling/system.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';
import { product, productsById, type ProductCommand } from '../../domain/product/index.ts';
import { shop } from '../../domain/shop.ts';
import { inMilliseconds, momentAfter, type Duration } from '../../domain/modelling/processes/duration.ts';
import { asBob, specTime } from '../support/as-bob.ts';
import { memoryCapabilities } from '../support/memory-capabilities.ts';
import { hostOf, showing } from '../support/process-host.ts';

type WithoutMoment<Command> = Command extends unknown ? Omit<Command, 'at'> : never;

/** The shop without the views that tell no facts: no process reads them, and they take most of the time that a host takes to start. */
const withFactsOnly = system(
  declareModule({ aggregate: order }),
  declareModule({ aggregate: account, views: [accountsById] }),
  declareModule({ aggregate: product, views: [productsById] }),
  declareModule({ aggregate: customer, views: [customersById] }),
  declareModule({ aggregate: cart }),
  { facts: shop.facts, processes: shop.processes },
);

/** The shop at work with its processes, over memory. Every host runs the same business over the same store, on a clock that the spec moves. */
export const shopWithProcesses = () => {
  let at = specTime;
  const { capabilities } = memoryCapabilities(() => at);
  const { eventStore } = capabilities;
  const stored = { capabilities, feed: () => eventStore.feed() };
  const shared = { ...stored, show: showing(withFactsOnly, stored) };
  let sent = 0;

  const newHost = (wrap?: (store: EventStore) => EventStore) => hostOf(withFactsOnly, shared, wrap);

  const { handlerOf } = newHost();
  const asked = () => ({ provenance: asBob(`bob-${(sent += 1)}`), reach: 'all' as const });
  const people = {
    order: (entityId: string, command: WithoutMoment<OrderCommand>) =>
      handlerOf(order)({ entityId, command: { ...command, at }, ...asked() }),
    account: (entityId: string, command: WithoutMoment<AccountCommand>) =>
      handlerOf(account)({ entityId, command: { ...command, at }, ...asked() }),
    product: (entityId: string, command: WithoutMoment<ProductCommand>) =>
      handlerOf(product)({ entityId, command: { ...command, at }, ...asked() }),
    customer: (entityId: string, command: WithoutMoment<CustomerCommand>) =>
      handlerOf(customer)({ entityId, command: { ...command, at }, ...asked() }),
    cart: (entityId: string, command: WithoutMoment<CartCommand>) =>
      handlerOf(cart)({ entityId, command: { ...command, at }, ...asked() }),
  };

  return {
    newHost,
    pass: (duration: Duration): void => {
      at = momentAfter(at, inMilliseconds(duration));
    },
    /** What people do, each command under an id of its own. */
    people,
    /** All commits so far, in the order in which they were stored. */
    commits: () => eventStore.feed().map((document) => commitSchema.parse(document)),
    /** What a process does, in one word; undefined when it has not begun. */
    statusOf: async (name: string, id: string): Promise<ProcessStatus | undefined> => {
      const { aggregate } = shop.processes.find((each) => each.name === name) ?? expect.fail(name);
      const events = decodeCommits(processEvents, await eventStore.read(streamIdOf(name, id)));
      const state = events.map(({ event }) => event).reduce(aggregate.evolve, aggregate.initial);
      return state.phase === 'not-started' ? undefined : statusOf(state);
    },
  };
};

/** The shop at work with its processes. */
export type ShopWithProcesses = ReturnType<typeof shopWithProcesses>;
