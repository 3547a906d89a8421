import { expect, it } from 'vitest';
import { run } from '../../../application/system/run.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import type { ProcessEvent } from '../../../domain/modelling/processes/process-events.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { notedWishes } from '../../support/wishes/index.ts';

const eventsOfStuck = (id: string): readonly [ProcessEvent, ...ProcessEvent[]] => {
  const target = { category: 'part', entityId: 'a' };
  const command = { type: 'UsePart', data: {} };
  return [
    { type: 'ProcessStarted', data: { id, definition: 1, because: `wish-${id}:1`, hops: 0 } },
    { type: 'Asked', data: { ask: 'use', kind: 'forward', target, command, dueAt: specTime } },
    { type: 'Answered', data: { number: 2, outcome: 'refused', refusal: { type: 'PartNotHeld' } } },
  ];
};

/** A system of two kinds of process, with instances that are stuck since then. */
const stuckProcesses = async (...instances: readonly { process: string; id: string; since: string }[]) => {
  const { capabilities } = memoryCapabilities(() => specTime);
  const { eventStore } = capabilities;
  for (const { process, id, since } of instances) {
    const [first, ...others] = eventsOfStuck(id);
    await eventStore.append(StreamHead.beforeFirst(streamIdOf(process, id)), {
      ...{ category: process, recordedAt: since, ...asBob(`stuck-${process}-${id}`) },
      events: [{ ...first, schemaVersion: 1 }, ...others.map((event) => ({ ...event, schemaVersion: 1 }))],
    });
  }
  const running = run(notedWishes, capabilities);
  await subscriberOf(running, 'processes').deliver(eventStore.feed());
  return running.processes.stuck();
};

const instancesOf = (process: string, count: number, since: string) =>
  Array.from({ length: count }, (_, index) => ({ process, id: String(index + 1), since }));

it('What is stuck of one kind of process is counted however much is stuck, for longer, of another', async () => {
  const counted = await stuckProcesses(
    ...instancesOf('granting', 101, '2026-05-04T10:00:00.000Z'),
    ...instancesOf('noting', 2, '2026-05-04T11:00:00.000Z'),
  );
  expect(counted).toMatchObject([
    { process: 'granting', stuck: 100 },
    { process: 'noting', stuck: 2, oldest: { processId: '1', updatedAt: '2026-05-04T11:00:00.000Z' } },
  ]);
});

it('What is stuck is shown by the one that has been for the longest', async () => {
  const counted = await stuckProcesses(
    { process: 'noting', id: '1', since: '2026-05-04T11:00:00.000Z' },
    { process: 'noting', id: '2', since: '2026-05-04T10:00:00.000Z' },
  );
  expect(counted).toMatchObject([
    { process: 'granting', stuck: 0, oldest: undefined },
    { process: 'noting', stuck: 2, oldest: { processId: '2', updatedAt: '2026-05-04T10:00:00.000Z' } },
  ]);
});
