import fc from 'fast-check';
import { expect } from 'vitest';
import { inMemoryEventStore } from '../../adapters/memory/index.ts';
import { decideCommand, decidedStream } from '../../application/commands/decide-command.ts';
import { personalEventStore } from '../../application/privacy/personal-event-store.ts';
import { encodeEvents } from '../../application/streams/event-codec.ts';
import { emptyStream, withCommits, withDecided, type StreamState } from '../../application/streams/stream-state.ts';
import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { knownFacts, type KnownFacts } from '../../domain/modelling/fact.ts';
import { asBob, specTime } from './as-bob.ts';
import { keysOverMemory } from './personal-keys.ts';
import { streamIdOf } from '../../application/streams/commit.ts';

/** Carries out commands as a process does that folds what it decided, and reads back what it has stored. */
const carryOut = async <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  asked: readonly CommandOf<Commands>[],
  facts: KnownFacts,
): Promise<{ readonly stream: StreamState<State>; readonly read: StreamState<State> }> => {
  const eventStore = personalEventStore(inMemoryEventStore(), keysOverMemory().process());
  const encode = encodeEvents(aggregate.events);
  const empty = emptyStream(streamIdOf(aggregate.category, '1'), aggregate.initial);
  let stream = empty;
  for (const [index, command] of asked.entries()) {
    const request = { entityId: '1', command, provenance: asBob('command'), reach: 'all' } as const;
    const decision = decideCommand(aggregate, { stream: decidedStream(stream), isHidden: false }, request, facts);
    if (decision.next === 'answer') continue;
    const events = encode(decision.events);
    const { category } = aggregate;
    const commit = { category, events, recordedAt: specTime, ...asBob(`command-${index}`) };
    const written = await eventStore.append(stream.head, commit);
    if (written.outcome !== 'appended') throw new Error(written.outcome);
    stream = withDecided(stream, { commits: written.commits, state: decision.state });
  }
  return { stream, read: withCommits(aggregate, empty, await eventStore.read(empty.head.streamId)) };
};

/** The law for one aggregate: a state that is folded from decided events equals the one that is folded from what was stored. */
export const agreement = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  command: fc.Arbitrary<CommandOf<Commands>>,
  facts: KnownFacts = knownFacts([]),
) => ({
  category: aggregate.category,
  holds: () => {
    const property = fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 12 }), async (asked) => {
      const { stream, read } = await carryOut(aggregate, asked, facts);
      expect(stream).toEqual(read);
      expect(JSON.parse(JSON.stringify(stream.state))).toEqual(read.state);
    });
    return fc.assert(property, { numRuns: 100 });
  },
});
