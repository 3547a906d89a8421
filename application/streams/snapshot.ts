import { z } from 'zod';
import {
  schemaVersionOf,
  type Aggregate,
  type CommandSchemas,
  type EventTypes,
} from '../../domain/modelling/aggregate.ts';
import type { Commit } from './commit.ts';
import { fnv1a } from '../../domain/modelling/fnv1a.ts';
import { onceASchema } from '../../domain/modelling/once-a-schema.ts';
import type { StreamState } from './stream-state.ts';
import { noReceipts, rememberedReceipts, withReceipts, type CommandReceipt } from './receipts.ts';
import type { Snapshot } from './snapshot-store.ts';
import { StreamHead } from './stream-head.ts';

/**
 * The fingerprint of the code that a snapshot depends on: the shapes of state and events, and the aggregate's `stateVersion`. What is
 * said of a shape is no part of it: a sentence in other words drops no snapshot.
 */
export const fingerprintOf = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>({
  category,
  events,
  state,
  stateVersion,
}: Aggregate<State, Commands, Events, Rejection>): string => {
  const shapes = Object.entries(events).map(([name, type]) => [name, schemaVersionOf(type), shapeOf(type.schema)]);
  return fnv1a(JSON.stringify([category, stateVersion, shapeOf(state), shapes]));
};

const shapeOf = onceASchema((schema): object =>
  z.toJSONSchema(schema, {
    ...{ unrepresentable: 'any', io: 'input' },
    override: ({ jsonSchema }) => {
      for (const said of ['title', 'description', 'examples', 'usual']) Reflect.deleteProperty(jsonSchema, said);
    },
  }),
);

/** Makes a snapshot of the state of a stream with at least one commit. */
export const snapshotOf = ({ head, state, receipts }: StreamState<unknown>, fingerprint: string): Snapshot => ({
  streamId: head.streamId,
  version: head.version,
  fingerprint,
  state,
  receipts: rememberedReceipts(receipts).map(({ version, commandId, digest, recordedAt, events }) => [
    version,
    commandId,
    digest ?? null,
    recordedAt,
    ...events.map(({ type }) => type),
  ]),
});

/**
 * The state in a snapshot, if its last commit is this one. Undefined when it is another commit, or when the snapshot's state
 * does not parse. The head is that of the commit, never a number of the snapshot.
 */
export const fromSnapshot = <State>(
  schema: z.ZodType<State>,
  snapshot: Snapshot,
  last: Commit,
): StreamState<State> | undefined => {
  const [version, commandId] = snapshot.receipts.at(-1) ?? [];
  const isItsEnd = version === last.version && commandId === last.commandId && snapshot.version === last.version;
  if (!isItsEnd || snapshot.streamId !== last.streamId || last.isChanged) return undefined;
  const state = schema.safeParse(snapshot.state);
  if (!state.success) return undefined;
  return {
    head: StreamHead.behind(last),
    state: state.data,
    receipts: withReceipts(noReceipts(), snapshot.receipts.map(longReceipt)),
    commitsSinceSnapshot: 0,
  };
};

const longReceipt = ([
  version,
  commandId,
  digest,
  recordedAt,
  ...types
]: Snapshot['receipts'][number]): CommandReceipt => ({
  commandId,
  digest: digest ?? undefined,
  version,
  recordedAt,
  events: types.map((type, index) => ({ type, version: version - types.length + 1 + index })),
});
