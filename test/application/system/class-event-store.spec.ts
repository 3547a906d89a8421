import type { StreamId } from '../../../domain/modelling/ids.ts';
import { expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import type { EventStore, NewCommits } from '../../../application/streams/event-store.ts';
import type { StreamHead } from '../../../application/streams/stream-head.ts';
import { person } from '../../support/ledger/index.ts';
import { asking } from '../../support/people.ts';
import { asBob } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

/** An event store whose methods stand on its prototype and need their object: a copy of its own fields would have none of them. */
class ClassEventStore implements EventStore {
  readonly #stored: EventStore = inMemoryEventStore();

  read(streamId: StreamId, after?: number, before?: number) {
    return this.#stored.read(streamId, after, before);
  }

  readNewest(streamId: StreamId, atMost: number) {
    return this.#stored.readNewest(streamId, atMost);
  }

  append(head: StreamHead, ...commits: NewCommits) {
    return this.#stored.append(head, ...commits);
  }

  findByCommands(streamId: StreamId, commandIds: readonly string[]) {
    return this.#stored.findByCommands(streamId, commandIds);
  }

  hasNext(head: StreamHead) {
    return this.#stored.hasNext(head);
  }
}

it('an event store may be a class: commands are carried out over it, those with unique values and personal data, too', async () => {
  const { handle, newProcess, system } = sheetsOverMemory(() => new ClassEventStore());
  const open = { entityId: '1', command: commands.open, reach: 'all', provenance: asBob('open') } as const;
  const change = { ...open, command: commands.changeRent(6), provenance: asBob('change') };
  expect(await handle(open)).toMatchObject({ outcome: 'accepted', version: 1 });
  expect(await newProcess()(change)).toMatchObject({ outcome: 'accepted', version: 2 });
  const register = (entityId: string) =>
    system.handlerOf(person)({
      entityId,
      command: asking.register('ada@example.org'),
      reach: 'all',
      provenance: asBob(`register-${entityId}`),
    });
  expect(await register('ada')).toMatchObject({ outcome: 'accepted', version: 1 });
  expect(await register('eve')).toEqual({ outcome: 'rejected', rejection: { type: 'EmailAlreadyUsed' } });
});
