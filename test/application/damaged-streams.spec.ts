import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { NewEvent } from '../../application/streams/event-store.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { run } from '../../application/system/run.ts';
import { accept, eventType, reject, type Aggregate } from '../../domain/modelling/aggregate.ts';
import { declareModule, system } from '../../domain/modelling/system.ts';
import { declareView } from '../../domain/modelling/view.ts';
import { memoryCapabilities } from '../support/memory-capabilities.ts';
import { clerk, owning } from '../support/readers.ts';
import { subscriberOf } from '../support/subscriber-of.ts';

const events = {
  NoteTaken: eventType(z.object({ ownerId: z.string(), text: z.string() })),
  NoteAmended: eventType(z.object({ text: z.string() })),
};
const commands = { AmendNote: z.object({ text: z.string() }) };
const state = z.object({ ownerId: z.string().optional() });

const note: Aggregate<z.infer<typeof state>, typeof commands, typeof events, { readonly type: 'NoteNotTaken' }> = {
  category: 'note',
  commands,
  events,
  state,
  stateVersion: 1,
  initial: {},
  owner: ({ ownerId }) => ownerId,
  evolve: (before, { type, data }) => (type === 'NoteTaken' ? { ownerId: data.ownerId } : before),
  decide: ({ data }, { ownerId }) =>
    ownerId === undefined ? reject({ type: 'NoteNotTaken' }) : accept({ type: 'NoteAmended', data }),
};

const schema = z.object({ noteId: z.string(), ownerId: z.string(), text: z.string(), length: z.int() });
const declared = {
  source: note,
  schema,
  owner: { field: 'ownerId' },
  orderBy: 'length',
  fold: (
    shown: z.infer<typeof schema> | undefined,
    { event, entityId }: { event: { type: string; data: object }; entityId: string },
  ) => {
    const { text, ownerId = shown?.ownerId ?? '' } = z
      .object({ text: z.string(), ownerId: z.string().optional() })
      .parse(event.data);
    return { noteId: entityId, ownerId, text, length: text.length };
  },
} as const;
const notes = declareView({ ...declared, name: 'notes', partition: { by: 'entity', field: 'noteId' } });
const notesByOwner = declareView({ ...declared, name: 'notes-by-owner', partition: { by: 'field', field: 'ownerId' } });
const modules = system(declareModule({ aggregate: note, views: [notes, notesByOwner] }));

const recordedAt = '2026-05-04T10:00:00.000Z';
const provenance = { actor: 'ann', commandId: 'c', correlationId: 'x', causationId: null, traceparent: null };
const taken: NewEvent = { type: 'NoteTaken', schemaVersion: 1, data: { ownerId: 'ann', text: 'milk' } };
const amended: NewEvent = { type: 'NoteAmended', schemaVersion: 1, data: { text: 'bread' } };
const unknown: NewEvent = { type: 'NoteSung', schemaVersion: 1, data: {} };
const broken: NewEvent = { type: 'NoteAmended', schemaVersion: 1, data: { text: 7 } };

const ann = owning('ann');
const eve = owning('eve');
const key = { id: '1', partition: '1' };

/** A note of Ann with this history, and how its system is asked. */
const noteOf = async (...history: readonly NewEvent[]) => {
  const { capabilities } = memoryCapabilities(() => recordedAt);
  let head = StreamHead.beforeFirst('note-1');
  for (const [index, event] of history.entries()) {
    const commit = { category: 'note', events: [event] as const, recordedAt, ...provenance, commandId: `c${index}` };
    await capabilities.eventStore.append(head, commit);
    head = StreamHead.beforeFirst('note-1').after(await capabilities.eventStore.read('note-1'));
  }
  const running = run(modules, capabilities);
  const amend = (actor: string, id = '1') =>
    running.handlerOf(note)({
      entityId: id,
      command: { type: 'AmendNote', data: { text: 'tea' }, at: recordedAt },
      reach: { ownerId: actor },
      provenance: { ...provenance, actor, commandId: `by-${actor}` },
    });
  return { capabilities, running, amend };
};

describe.each([
  ['an unknown event', unknown],
  ['a broken event', broken],
])('A stream with %s', (_, damage) => {
  it('does not exist for whom it does not belong to, and is named as damaged to its owner', async () => {
    const { running, amend } = await noteOf(taken, damage);
    const { history, asOf, difference } = running.pastOf(notes);
    const at = { version: 1 };
    expect(await history(eve, '1')).toBeUndefined();
    expect(await asOf(eve, '1', at)).toBeUndefined();
    expect(await difference(eve, '1', { version: 0 }, at)).toBeUndefined();
    expect(await amend('eve')).toEqual(await amend('eve', 'nowhere'));
    for (const asked of [history(ann, '1'), history(clerk, '1'), amend('ann')])
      await expect(asked).rejects.toThrow(/at version 2 of note-1/);
  });

  it('does not exist for anybody but those who reach everything, where it does not say whose it is', async () => {
    const { running, amend } = await noteOf(damage);
    expect(await running.pastOf(notes).history(ann, '1')).toBeUndefined();
    expect(await amend('ann')).toEqual({ outcome: 'rejected', rejection: { type: 'NoteNotTaken' } });
    await expect(running.pastOf(notes).history(clerk, '1')).rejects.toThrow(/at version 1 of note-1/);
  });
});

describe('A document from before its view had a required field', () => {
  const kept = async (view: typeof notes) => {
    const here = await noteOf(taken, amended);
    const place = { id: '1', partition: view === notes ? '1' : 'ann' };
    const storage = { name: view.name, partition: view.partition, schema: schema.omit({ length: true }) };
    const before = { noteId: '1', ownerId: 'ann', text: 'milk' };
    await here.capabilities.readModel(storage).save(place, { view: before, version: 1 }, undefined);
    return { ...here, place };
  };

  it.each([notes, notesByOwner])(
    'is answered by folding the events of $name, as far as they have come',
    async (view) => {
      const { running, place } = await kept(view);
      const current = { found: 'current', view: { text: 'bread', length: 5 }, version: 2 };
      expect(await running.readerOf(view).for(clerk).read(place)).toMatchObject(current);
      expect(await running.readerOf(view).for(ann).read(place, 2)).toMatchObject(current);
      expect(await running.readerOf(view).for(eve).read(place)).toEqual({ found: 'nothing' });
    },
  );

  it.each([notes, notesByOwner])('is folded anew in $name by the next event, and parks nothing', async (view) => {
    const { running, capabilities, place } = await kept(view);
    const report = await subscriberOf(running, view.name).deliver(capabilities.eventStore.feed().slice(-1));
    expect(report).toMatchObject({ applied: 1, parked: 0 });
    expect(await capabilities.readModel(view).find(place)).toMatchObject({ view: { length: 5 }, version: 2 });
    expect((await running.readerOf(view).for(clerk).list({ limit: 5 })).items).toHaveLength(1);
  });
});

it('a version that the stream does not have is said after about a second of waiting, and not waited for any longer', async () => {
  const { capabilities } = await noteOf(taken, amended);
  const looks: number[] = [];
  const patience = () => ({
    within: <Result>(work: Promise<Result>) => work,
    pause: async (look: number) => (looks.push(look), look < 10),
  });
  const { read } = run(modules, { ...capabilities, patience })
    .readerOf(notes)
    .for(clerk);
  expect(await read(key, 3)).toEqual({ found: 'beyond', version: 2 });
  expect(looks).toHaveLength(7);
  looks.length = 0;
  expect(await read(key, 2)).toEqual({ found: 'late', version: 0 });
  expect(looks).toHaveLength(10);
});
