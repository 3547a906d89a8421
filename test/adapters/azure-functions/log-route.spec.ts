import { registry } from './registrations.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { logRoute } from '../../../adapters/azure-functions/index.ts';
import { entityId } from '../../../domain/modelling/values.ts';
import { logging, looking } from '../../application/views/logs/logging.ts';
import { specTime } from '../../support/as-bob.ts';
import { deeds, moves } from '../../support/ledger/index.ts';
import { commands } from '../../support/sheets.ts';
import { as, trustedCallers } from './trusted-callers.ts';
import { call } from './calls.ts';

const roles = ['person', 'clerk'] as const;
const ledger = logging({ patience: looking(8) });
const edge = {
  callers: trustedCallers,
  roles,
  ownOnly: ['person'],
  seePersonal: ['clerk'],
  system: ledger.system,
  viewAgeOf: () => 3,
} as const;
const listDeeds = logRoute(edge, {
  name: 'ListDeeds',
  roles,
  path: 'deeds',
  log: deeds,
  partition: entityId,
  direction: 'order',
});
const listMoves = logRoute(edge, {
  name: 'ListMoves',
  roles,
  path: 'sheets/{sheetId}/moves',
  log: moves,
  partition: entityId,
  direction: 'order',
});
const registered = registry.functions.slice(-2).map(({ metadata }) => metadata);

const ask = (query: string, headers = as('carol', 'clerk')) =>
  call(listDeeds, { method: 'GET', url: `/api/deeds${query}`, headers });
const askMoves = (sheetId: string, query = '') =>
  call(listMoves, { method: 'GET', url: `/api/sheets/${sheetId}/moves${query}`, params: { sheetId } });

interface Deeds {
  readonly items: readonly { readonly actor: string; readonly streamId: string; readonly version: number }[];
  readonly continuation: string | null;
}

const deedsIn = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body as Deeds).items.map(({ actor, streamId, version }) => `${actor} ${streamId}:${version}`);

/** Ten changes of one sheet in one millisecond, and one deed of another actor. */
beforeAll(async () => {
  await ledger.send('1', commands.open, ...Array.from({ length: 10 }, (_, nth) => commands.changeRent(6 + nth)));
  await ledger.sendAs('eve')('2', commands.open);
  for (const log of [ledger.deeds, ledger.moves]) await log.deliver(ledger.feed());
});

describe('A log over HTTP', () => {
  it('is registered where it is asked for', () => {
    expect(registered.map(({ name, bindings }) => [name, Object.values(bindings)[0]])).toMatchObject([
      ['ListDeeds', { methods: ['GET'], route: 'deeds' }],
      ['ListMoves', { methods: ['GET'], route: 'sheets/{sheetId}/moves' }],
    ]);
  });

  it('lists its entries with stream, version, position and age, the newest first', async () => {
    const { status, headers, body } = await ask('?actor=bob&limit=1');
    expect([status, headers]).toMatchObject([200, { 'annal-view-age': '3' }]);
    expect(body).toMatchObject({
      items: [
        { type: 'RowChanged', streamId: 'sheet-1', version: 11, position: `${specTime}/sheet-1/0000000000000011` },
      ],
    });
  });

  it('has what happened to one entity in one millisecond in its order, on pages and either way', async () => {
    for (const order of ['asc', 'desc']) {
      const found: string[] = [];
      let from = '';
      do {
        const page = await ask(`?actor=bob&order=${order}&limit=3${from}`);
        found.push(...deedsIn(page));
        const { continuation } = page.body as Deeds;
        from = continuation === null ? '' : `&continuation=${encodeURIComponent(continuation)}`;
      } while (from !== '');
      const inOrder = Array.from({ length: 11 }, (_, index) => `bob sheet-1:${index + 1}`);
      expect(found).toEqual(order === 'asc' ? inOrder : inOrder.toReversed());
    }
  });

  it('lists all partitions where the path names none and none is asked for, and counts in one only', async () => {
    expect(deedsIn(await ask('?limit=100'))).toHaveLength(12);
    expect(await ask('?actor=eve&count=true')).toMatchObject({ status: 200, body: { count: 1 } });
    expect(await ask('?count=true')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'count', detail: 'may be true only together with actor' }] },
    });
  });

  it('lists the partition that its path names', async () => {
    expect(await askMoves('1', '?count=true&limit=1')).toMatchObject({ body: { count: 10, items: [{ by: 1 }] } });
    expect(await askMoves('2')).toMatchObject({ status: 200, body: { items: [] } });
    expect(await askMoves('1', '?sheetId=2')).toMatchObject({ status: 400, body: { errors: [{ path: 'sheetId' }] } });
  });

  it('shows a caller of its own only what is its own', async () => {
    expect(deedsIn(await ask('?limit=100', as('eve', 'person')))).toEqual(['eve sheet-2:1']);
    expect(deedsIn(await ask('?actor=bob', as('eve', 'person')))).toEqual([]);
  });

  it('waits for what was written, and says what never comes', async () => {
    expect((await ask('?actor=bob&after=sheet-1:11')).status).toBe(200);
    expect(await ask('?actor=bob&after=sheet-1:12')).toMatchObject({ status: 422, body: { version: 11 } });
    expect((await ask('?after=sheet-9:1')).status).toBe(404);
  });

  it.each([
    ['a time that ends before it begins', '?from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z', 'to'],
    ['an order that there is not', '?order=up', 'order'],
    ['an empty partition', '?actor=', 'actor'],
    ['a parameter that there is not', '?direction=asc', 'direction'],
  ])('refuses %s', async (_, query, path) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(path);
  });
});
