import { expect, it } from 'vitest';
import { commitSchema, entityIdOf, streamIdOf } from '../../../application/streams/commit.ts';
import type { CallerId, CommandId, EntityId, StreamId, Subject } from '../../../domain/modelling/ids.ts';

// The type check reads this file: a line that is expected to be an error and is none, is one.

const stream = (id: StreamId): string => id;
const entity = (id: EntityId): string => id;
const subject = (id: Subject): string => id;

const order1: StreamId = 'order-1';
const one: EntityId = '1';
const bob: CallerId = 'bob';
const command: CommandId = 'place-1';
const anyText = String(order1);

it('takes no text of another meaning for the id of a stream', () => {
  // @ts-expect-error: an entity is not its stream
  stream(one);
  // @ts-expect-error: who sent a command is not what it was sent to
  stream(bob);
  // @ts-expect-error: a command id, although it has the form of a stream id
  stream(command);
  // @ts-expect-error: text that nobody has parsed
  stream(anyText);
  // @ts-expect-error: text that is put together elsewhere than in streamIdOf
  stream(`order-${anyText}`);
  // @ts-expect-error: an actor has no key; the person behind a stream has
  subject(bob);
  expect(stream('order-1')).toBe(order1);
  expect(subject('$unique-values')).toBe('$unique-values');
});

it('takes no text of another meaning for the id of an entity', () => {
  // @ts-expect-error: a stream is not its entity
  entity(order1);
  // @ts-expect-error: the stream of a stream
  streamIdOf('order', order1);
  // @ts-expect-error: a caller is no entity
  entity(bob);
  expect(entity(anyText)).toBe('order-1');
});

it('reads the stream of a commit only where it has the form of one', () => {
  const { streamId } = commitSchema.shape;
  expect(entityIdOf({ streamId: streamIdOf('order', 'ä\n-1'), category: 'order' })).toBe('ä\n-1');
  expect(streamId.safeParse('order-ä\n-1').success).toBe(true);
  for (const none of ['', 'order', '-1', 'order-', 7]) expect(streamId.safeParse(none).success).toBe(false);
});
