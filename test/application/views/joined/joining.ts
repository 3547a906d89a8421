import type { NamedStream } from '../../../../domain/modelling/ids.ts';
import type { Capabilities } from '../../../../application/system/capabilities.ts';
import { run } from '../../../../application/system/run.ts';
import type { EventStore } from '../../../../application/streams/event-store.ts';
import { StreamHead } from '../../../../application/streams/stream-head.ts';
import { joinedProjector } from '../../../../application/views/joined/joined-projector.ts';
import { asBob, specTime } from '../../../support/as-bob.ts';
import { joinedLedger, owners, type PersonEvent, type SheetEvent } from '../../../support/ledger/index.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { clerk } from '../../../support/readers.ts';
import { subscriberOf } from '../../../support/subscriber-of.ts';
import { streamIdSchema } from '../../../../application/streams/commit.ts';

/** What happens to a person. */
export const lives = {
  registered: (name: string): PersonEvent => ({
    type: 'PersonRegistered',
    data: { name, email: `${name}@example.com`, registeredAt: specTime },
  }),
  erased: { type: 'PersonErased', data: {} } satisfies PersonEvent,
};

/** Appends commits of these events to a stream. */
export const appendTo = async (
  eventStore: EventStore,
  named: NamedStream,
  commits: readonly (readonly (SheetEvent | PersonEvent)[])[],
  recordedAt = specTime,
) => {
  const streamId = streamIdSchema.parse(named);
  let head = StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));
  for (const events of commits) {
    const [first, ...others] = events.map(({ type, data }) => ({ type, data, schemaVersion: 1 }));
    if (first === undefined) throw new Error('A commit has an event.');
    const answer = await eventStore.append(head, {
      category: streamId.slice(0, streamId.indexOf('-')),
      recordedAt,
      ...asBob(`${streamId} behind ${head.version}`),
      events: [first, ...others],
    });
    if (answer.outcome !== 'appended') throw new Error(answer.outcome);
    head = head.after(answer.commits);
  }
};

/** The ledger with its joined view, over memory. Hosts share what is stored, and remember for themselves. */
export const joining = (settings: Partial<Capabilities> = {}) => {
  const { capabilities: memory, joined } = memoryCapabilities(() => specTime);
  const capabilities = { ...memory, ...settings };
  const system = run(joinedLedger, capabilities);
  const documents = capabilities.joinedDocuments(owners);
  const newHost = (own: Partial<Capabilities> = {}) => {
    const all = { ...capabilities, ...own };
    return joinedProjector(owners, { ...all, documents: all.joinedDocuments(owners) });
  };
  const { for: readerFor } = system.joinedReaderOf(owners);
  return {
    ...capabilities,
    system,
    documents,
    stored: joined,
    newHost,
    owners: subscriberOf(system, owners.name),
    readerFor,
    feed: () => memory.eventStore.feed(),
    append: (named: NamedStream, ...commits: readonly (readonly (SheetEvent | PersonEvent)[])[]) =>
      appendTo(memory.eventStore, named, commits),
    read: async (key: string) => {
      const answer = await readerFor(clerk).read(key);
      return answer.found === 'current' ? answer.view : answer.found;
    },
  };
};
