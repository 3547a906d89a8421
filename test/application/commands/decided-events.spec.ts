import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { decideCommand } from '../../../application/commands/decide-command.ts';
import { personalEventStore } from '../../../application/privacy/personal-event-store.ts';
import { encodeEvents } from '../../../application/streams/event-codec.ts';
import { emptyStream, withCommits, withDecided, type StreamState } from '../../../application/streams/stream-state.ts';
import { customer, type CustomerCommand } from '../../../domain/customer/index.ts';
import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../../domain/modelling/aggregate.ts';
import { order, type OrderCommand } from '../../../domain/order/index.ts';
import { shop } from '../../../domain/shop.ts';
import { asking } from '../../support/customers.ts';
import { keysOverMemory } from '../../support/personal-keys.ts';
import { asBob, commands, shopTime } from '../../support/shop.ts';

const orderCommand: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.constant(commands.place),
  fc.integer({ min: 1, max: 4 }).map(commands.changeTea),
  fc.constantFrom(
    commands.removeCake,
    commands.confirm,
    commands.pay,
    commands.ship,
    commands.deliver,
    commands.cancel,
  ),
);

const address = { street: '12 St James Square', city: 'London', country: 'UK' };
const customerCommand: fc.Arbitrary<CustomerCommand> = fc.constantFrom(
  asking.register('ada@example.org'),
  asking.changeEmail('ada@new.example'),
  { type: 'ChangeCustomerAddress', data: { address }, at: shopTime } as const,
  asking.erase,
);

/** Carries out commands as a process does that folds what it decided, and reads back what it has stored. */
const carryOut = async <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  asked: readonly CommandOf<Commands>[],
): Promise<{ readonly stream: StreamState<State>; readonly read: StreamState<State> }> => {
  const eventStore = personalEventStore(inMemoryEventStore(), keysOverMemory().process());
  const encode = encodeEvents(aggregate.events);
  const empty = emptyStream(`${aggregate.category}-1`, aggregate.initial);
  let stream = empty;
  for (const [index, command] of asked.entries()) {
    const request = { entityId: '1', command, provenance: asBob('command'), reach: 'all' } as const;
    const decision = decideCommand(aggregate, { stream, isHidden: false }, request);
    if (decision.next === 'answer') continue;
    const events = encode(decision.events);
    const { category } = aggregate;
    const commit = { category, events, recordedAt: shopTime, ...asBob(`command-${index}`) };
    const written = await eventStore.append(stream.head, commit);
    if (written.outcome !== 'appended') throw new Error(written.outcome);
    stream = withDecided(aggregate, stream, { commit: written.commit, events: decision.events });
  }
  return { stream, read: withCommits(aggregate, empty, await eventStore.read(empty.head.streamId)) };
};

/** The law for one aggregate. */
const agreement = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  command: fc.Arbitrary<CommandOf<Commands>>,
) => ({
  category: aggregate.category,
  holds: () => {
    const property = fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 12 }), async (asked) => {
      const { stream, read } = await carryOut(aggregate, asked);
      expect(stream).toEqual(read);
      expect(JSON.parse(JSON.stringify(stream.state))).toEqual(read.state);
    });
    return fc.assert(property, { numRuns: 100 });
  },
});

const agreements = [agreement(order, orderCommand), agreement(customer, customerCommand)];

describe('a state that is folded from decided events', () => {
  it.each(agreements)('equals the state that is folded from what was stored: $category', ({ holds }) => holds());

  it('is compared for every aggregate of the shop', () => {
    const categories = shop.modules.map(({ aggregate: { category } }): unknown => category);
    expect(agreements.map(({ category }) => category)).toEqual(categories);
  });
});
