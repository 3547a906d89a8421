import { describe, expect, it } from 'vitest';
import { boundedCaches } from '../../../adapters/cache/index.ts';
import { cosmosDatabase, cosmosEventStore } from '../../../adapters/cosmos/index.ts';
import { inMemoryEventStore, inMemorySnapshotStore } from '../../../adapters/memory/index.ts';
import { telemetry, type Telemetry } from '../../../adapters/telemetry/telemetry.ts';
import { commandHandler } from '../../../application/commands/command-handler.ts';
import { StoreUnavailable, type EventStore } from '../../../application/streams/event-store.ts';
import { sheet, type SheetCommand } from '../../support/ledger/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { recordedTelemetry, traceparentOf } from '../../support/recorded-spans.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { commands } from '../../support/sheets.ts';

const callers = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const hosts = '00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-00';

/** One process over a store, each of whose commands comes with an invocation of a function. */
const processOver = (eventStore: EventStore, tracing: Telemetry) => {
  const lines: string[] = [];
  const handle = commandHandler(sheet, {
    eventStore,
    snapshots: inMemorySnapshotStore(),
    tracing,
    newCache: boundedCaches({ entries: 10, bytes: 1_000_000 }),
    clock: () => specTime,
    now: () => performance.now(),
    pause: () => Promise.resolve(),
  });
  const send = (command: SheetCommand, commandId: string) =>
    tracing.invocation({ traceparent: hosts, log: (line) => lines.push(line) }, () =>
      handle({ entityId: '1', command, reach: 'all', provenance: { ...asBob(commandId), traceparent: callers } }),
    );
  return { send, lines };
};

const attributesOf = (spans: ReturnType<ReturnType<typeof recordedTelemetry>['spans']>) =>
  spans.map(({ name, attributes }) => [name, attributes] as const);

describe('The spans of a command', () => {
  it('are decide and append within handle, and tell the stream, the version, the outcome and the tries', async () => {
    const tracing = recordedTelemetry();
    const { send } = processOver(inMemoryEventStore(), tracing);
    await send(commands.open, 'open');
    expect(attributesOf(tracing.spans())).toEqual([
      ['decide', { 'annal.accepted': true, 'annal.events': 1, 'annal.tries': 1 }],
      ['append', { 'annal.streamId': 'sheet-1', 'annal.outcome': 'appended', 'annal.version': 1 }],
      [
        'handle',
        {
          'annal.command': 'OpenSheet',
          'annal.streamId': 'sheet-1',
          'annal.outcome': 'accepted',
          'annal.events': 1,
          'annal.version': 1,
          'annal.tries': 1,
        },
      ],
    ]);
  });

  it('are parts of the trace of the host, and not of the caller beside it', async () => {
    const tracing = recordedTelemetry();
    const { send } = processOver(inMemoryEventStore(), tracing);
    await send(commands.open, 'open');
    const [decide, append, handle] = tracing.spans();
    expect(handle?.parentSpanContext?.spanId).toBe('1111111111111111');
    expect(decide?.parentSpanContext?.spanId).toBe(handle?.spanContext().spanId);
    expect(append?.parentSpanContext?.spanId).toBe(handle?.spanContext().spanId);
    expect(new Set(tracing.spans().map((span) => span.spanContext().traceId))).toEqual(
      new Set(['4bf92f3577b34da6a3ce929d0e0e4736']),
    );
  });

  it('of commands that wait in line are each in its own; their append is in that of the one that came last', async () => {
    const tracing = recordedTelemetry();
    const { send } = processOver(inMemoryEventStore(), tracing);
    await Promise.all([send(commands.open, 'open'), send(commands.changeRent(6), 'change')]);
    const spans = tracing.spans();
    const [opened, changed] = spans.filter(({ name }) => name === 'handle').map((span) => span.spanContext().spanId);
    const parents = spans.map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId] as const);
    expect(parents.slice(0, 3)).toEqual([
      ['decide', opened],
      ['decide', changed],
      ['append', changed],
    ]);
    const append = { 'annal.outcome': 'appended', 'annal.version': 2, 'annal.commits': 2 };
    expect(spans[2]?.attributes).toMatchObject(append);
  });

  it('lead to the commit: it carries the context of the span that handled its command', async () => {
    const tracing = recordedTelemetry();
    const store = inMemoryEventStore();
    await processOver(store, tracing).send(commands.open, 'open');
    const [commit] = await store.read('sheet-1');
    expect(commit?.traceparent).toBe(traceparentOf(tracing.spans().at(-1)));
  });

  it('count a lost race as a try more, and show what was loaded for it', async () => {
    const tracing = recordedTelemetry();
    const store = inMemoryEventStore();
    const late = processOver(store, tracing);
    await late.send(commands.open, 'open');
    await processOver(store, telemetry()).send(commands.changeRent(6), 'rival');
    tracing.forget();
    await late.send(commands.changeRent(7), 'late');
    expect(tracing.spans().at(-1)?.attributes).toMatchObject({ 'annal.tries': 2, 'annal.version': 3 });
    const outcomes = tracing.spans().map(({ attributes }) => attributes['annal.outcome']);
    expect(outcomes).toEqual(expect.arrayContaining(['conflict', 'appended']));
  });

  it('show a load where the process does not know the stream: the snapshot, and the newest commits beside it', async () => {
    const tracing = recordedTelemetry();
    const store = inMemoryEventStore();
    await processOver(store, telemetry()).send(commands.open, 'open');
    await processOver(store, tracing).send(commands.changeRent(6), 'change');
    const loads = attributesOf(tracing.spans().filter(({ name }) => name.startsWith('load')));
    expect(loads).toEqual([
      ['load snapshot', { 'annal.streamId': 'sheet-1', 'annal.version': 0 }],
      ['load', { 'annal.streamId': 'sheet-1', 'annal.commits': 1, 'annal.version': 1 }],
    ]);
  });

  it('say that the store broke, by the name of the error alone', async () => {
    const tracing = recordedTelemetry();
    const store = { ...inMemoryEventStore(), append: () => Promise.reject(new StoreUnavailable('Rent of May')) };
    const { send, lines } = processOver(store, tracing);
    await expect(send(commands.open, 'open')).rejects.toThrow(StoreUnavailable);
    const [, append, handle] = tracing.spans();
    expect(append).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'StoreUnavailable' } });
    expect(handle).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'StoreUnavailable' } });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ outcome: 'failed', error: 'StoreUnavailable' });
    expect(JSON.stringify([attributesOf(tracing.spans()), handle?.status, lines])).not.toContain('Rent of May');
  });

  it('are a share of all, and what is left out still hands its trace on', async () => {
    const tracing = recordedTelemetry(0);
    const store = inMemoryEventStore();
    await processOver(store, tracing).send(commands.open, 'open');
    expect(tracing.spans()).toEqual([]);
    const [commit] = await store.read('sheet-1');
    expect(commit?.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00$/);
  });
});

describe('The line of a command', () => {
  it('has the caller, the command, its outcome and its cost', async () => {
    const { send, lines } = processOver(inMemoryEventStore(), telemetry());
    await send(commands.open, 'open');
    await send(commands.close, 'close');
    await send(commands.changeRent(9), 'too-late');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        command: 'OpenSheet',
        streamId: 'sheet-1',
        outcome: 'accepted',
        version: 1,
        events: 1,
        durationMs: expect.any(Number) as number,
        tries: 1,
        requests: 0,
        charge: 0,
        correlationId: 'correlation-1',
        commandId: 'open',
        actor: 'bob',
      },
      expect.objectContaining({ command: 'CloseSheet', outcome: 'accepted', version: 2, events: 1 }),
      expect.objectContaining({ command: 'ChangeRow', outcome: 'rejected' }),
    ]);
  });

  it('contains no data that a caller has entered, and neither do the spans', async () => {
    const tracing = recordedTelemetry();
    const { send, lines } = processOver(inMemoryEventStore(), tracing);
    await send({ ...commands.open, data: { ...commands.open.data, ownerId: 'an-owner' } }, 'open');
    await send({ type: 'DropSheet', data: { reason: 'my wedding' }, at: specTime }, 'drop');
    const told = JSON.stringify([attributesOf(tracing.spans()), lines]);
    expect(told).toContain('DropSheet');
    for (const entered of ['an-owner', 'Rent of May', 'my wedding']) expect(told).not.toContain(entered);
  });

  it('is written without a recorder as well; then the commit keeps the context that the caller gave', async () => {
    const store = inMemoryEventStore();
    const { send, lines } = processOver(store, telemetry());
    await send(commands.open, 'open');
    expect(lines).toHaveLength(1);
    expect(await store.read('sheet-1')).toMatchObject([{ traceparent: callers }]);
  });
});

describe('Over Cosmos DB, spans and lines', () => {
  const cosmos = useLocalCosmos();

  it('tell the requests and the request units of a command, those of its parts and no others', async () => {
    const tracing = recordedTelemetry();
    const { id } = await cosmos.freshDatabase();
    const connection = { connectionString: cosmos.server().connectionString };
    const database = cosmosDatabase(connection, id, { onRequest: tracing.countRequest });
    const eventStore = cosmosEventStore(database);
    const { send, lines } = processOver(eventStore, tracing);
    await send(commands.open, 'open');
    await eventStore.read('sheet-2'); // outside of any command

    const charge = tracing.spans().at(-1)?.attributes['annal.charge'];
    expect(charge).toBeGreaterThan(1);
    expect(charge).toBeLessThanOrEqual(6.5);
    const cost = { 'annal.requests': 1, 'annal.charge': charge };
    expect(tracing.spans().map(({ name }) => name)).toEqual(['decide', 'append', 'handle']);
    expect(tracing.spans()[0]?.attributes).not.toHaveProperty('annal.charge');
    expect(tracing.spans()[1]?.attributes).toMatchObject(cost);
    expect(tracing.spans()[2]?.attributes).toMatchObject(cost);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requests: 1, charge });
    database.client.dispose();
  });

  it('count a request that failed, too', async () => {
    const tracing = recordedTelemetry();
    const { id } = await cosmos.freshDatabase();
    const connection = { connectionString: cosmos.server().connectionString };
    const database = cosmosDatabase(connection, id, { onRequest: tracing.countRequest });
    const { send, lines } = processOver(cosmosEventStore(database), tracing);
    await send(commands.open, 'open');
    cosmos.server().faults.next({ when: 'before-commit', answer: 503 });
    await send(commands.close, 'close');
    // The create that failed, the look whether it was done all the same, and the create that was.
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ outcome: 'accepted', requests: 3, tries: 1 });
    database.client.dispose();
  });
});
