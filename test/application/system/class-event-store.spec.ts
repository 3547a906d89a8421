import { expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import type { EventStore, NewCommit } from '../../../application/streams/event-store.ts';
import type { StreamHead } from '../../../application/streams/stream-head.ts';
import { customer } from '../../../domain/customer/index.ts';
import { asking } from '../../support/customers.ts';
import { asBob, commands, shop } from '../../support/shop.ts';

/** An event store whose methods stand on its prototype and need their object: a copy of its own fields would have none of them. */
class ClassEventStore implements EventStore {
  readonly #stored: EventStore = inMemoryEventStore();

  read(streamId: string, after?: number, before?: number) {
    return this.#stored.read(streamId, after, before);
  }

  readNewest(streamId: string, atMost: number) {
    return this.#stored.readNewest(streamId, atMost);
  }

  append(head: StreamHead, commit: NewCommit) {
    return this.#stored.append(head, commit);
  }

  findByCommand(streamId: string, commandId: string) {
    return this.#stored.findByCommand(streamId, commandId);
  }

  hasNext(head: StreamHead) {
    return this.#stored.hasNext(head);
  }
}

it('an event store may be a class: commands are carried out over it, those with unique values and personal data, too', async () => {
  const { handle, newProcess, system } = shop(() => new ClassEventStore());
  const place = { entityId: '1', command: commands.place, reach: 'all', provenance: asBob('place') } as const;
  const change = { ...place, command: commands.changeTea(6), provenance: asBob('change') };
  expect(await handle(place)).toMatchObject({ outcome: 'accepted', version: 1 });
  expect(await newProcess()(change)).toMatchObject({ outcome: 'accepted', version: 2 });
  const register = (entityId: string) =>
    system.handlerOf(customer)({
      entityId,
      command: asking.register('ada@example.org'),
      reach: 'all',
      provenance: asBob(`register-${entityId}`),
    });
  expect(await register('ada')).toMatchObject({ outcome: 'accepted', version: 1 });
  expect(await register('eve')).toEqual({ outcome: 'rejected', rejection: { type: 'EmailAlreadyUsed' } });
});
