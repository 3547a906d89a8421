import './registrations.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandRoutes } from '../../../adapters/azure-functions/index.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { run } from '../../../application/system/run.ts';
import { accept, eventType, reject, type Aggregate } from '../../../domain/modelling/aggregate.ts';
import { factsFrom } from '../../../domain/modelling/fact-source.ts';
import { declareModule, system } from '../../../domain/modelling/system.ts';
import { entityId } from '../../../domain/modelling/values.ts';
import { sheet, sheets, sheetsById } from '../../support/ledger/index.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { commands } from '../../support/sheets.ts';
import { call } from './calls.ts';
import { clerksOnly, trusted } from './trusted-callers.ts';

const accounted = { name: 'accounted', schema: z.object({ status: z.string() }) };
const reminderCommands = { Remind: z.strictObject({ sheetId: entityId }) };
const reminderEvents = { Reminded: eventType(z.object({ sheetId: z.string() })) };
const reminderState = z.object({ isSent: z.boolean() });

/** A reminder of a sheet that is open. */
const reminder: Aggregate<
  z.infer<typeof reminderState>,
  typeof reminderCommands,
  typeof reminderEvents,
  { readonly type: 'SheetNotOpen' }
> = {
  category: 'reminder',
  commands: reminderCommands,
  events: reminderEvents,
  state: reminderState,
  stateVersion: 1,
  initial: { isSent: false },
  owner: 'everybody',
  looksUp: { kinds: [accounted], needs: ({ data }) => [{ kind: accounted, entityId: data.sheetId }] },
  evolve: () => ({ isSent: true }),
  decide: ({ data }, _, { facts }) =>
    facts.about(accounted, data.sheetId)?.status === 'open'
      ? accept({ type: 'Reminded', data })
      : reject({ type: 'SheetNotOpen' }),
};

const reminding = system(sheets, declareModule({ aggregate: reminder }), {
  facts: [factsFrom(accounted, sheetsById, ({ status }) => ({ status }))],
});

const unavailable = new StoreUnavailable('no connection to 10.0.0.4', { retryAfterSeconds: 6.5 });

/** The route of reminders, beside a sheet 1 that is open and shown, and a sheet 3 that only code of tomorrow can read, while views or streams cannot be read. */
const routeWhile = async (away: 'nothing' | 'the view' | 'the stream') => {
  const { capabilities } = memoryCapabilities(() => specTime);
  const { eventStore, readModel } = capabilities;
  const known = run(reminding, capabilities);
  await known.handlerOf(sheet)({ entityId: '1', command: commands.open, reach: 'all', provenance: asBob('open') });
  for (const subscriber of known.subscribers) await subscriber.deliver(eventStore.feed());
  const ofTomorrow = [{ type: 'SheetTeleported', schemaVersion: 1, data: {} }] as const;
  const commit = { category: 'sheet', events: ofTomorrow, recordedAt: specTime, ...asBob('future') };
  await eventStore.append(StreamHead.beforeFirst('sheet-3'), commit);
  const running = run(reminding, {
    ...capabilities,
    eventStore: {
      ...eventStore,
      read: async (...asked) => {
        if (away === 'the stream' && asked[0].startsWith('sheet-')) throw unavailable;
        return eventStore.read(...asked);
      },
    },
    readModel: (view) => ({
      ...readModel(view),
      find: async (key) => {
        if (away === 'the view') throw unavailable;
        return readModel(view).find(key);
      },
    }),
  });
  const { Remind } = commandRoutes(
    { ...trusted, system: running, clock: () => specTime },
    {
      aggregate: reminder,
      plural: 'reminders',
      routes: { Remind: { path: 'remind', roles: clerksOnly } },
      problems: { SheetNotOpen: { status: 422, title: 'The sheet is not open' } },
    },
  );
  return {
    remind: (sheetId: string) => call(Remind, { params: { id: '1' }, body: { sheetId } }),
    stored: async () => eventStore.read('reminder-1'),
  };
};

describe('A command that needs a fact', () => {
  it('is decided by what the view tells, and refused by what the stream tells', async () => {
    const { remind } = await routeWhile('nothing');
    expect(await remind('1')).toMatchObject({ status: 201 });
    expect(await remind('2')).toMatchObject({ status: 422, body: { type: 'urn:annal:problem:sheet-not-open' } });
  });

  it.each([
    ['the view', '1'],
    // A view that has no document may be late, so the stream would be read.
    ['the stream', '2'],
  ] as const)('is 503 with Retry-After while %s cannot be read, and nothing is stored', async (away, sheetId) => {
    const { remind, stored } = await routeWhile(away);
    const answer = await remind(sheetId);
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '7' },
      body: { type: 'urn:annal:problem:store-unavailable', status: 503 },
    });
    expect(JSON.stringify(answer.body)).not.toContain('10.0.0.4');
    expect(await stored()).toEqual([]);
  });

  it('is 500 where the stream holds what this build cannot read, and nothing is stored', async () => {
    const { remind, stored } = await routeWhile('nothing');
    expect(await remind('3')).toMatchObject({ status: 500, body: { type: 'urn:annal:problem:unreadable-commit' } });
    expect(await stored()).toEqual([]);
  });

  it('needs no stream where the view tells enough', async () => {
    const { remind } = await routeWhile('the stream');
    expect(await remind('1')).toMatchObject({ status: 201 });
  });
});
