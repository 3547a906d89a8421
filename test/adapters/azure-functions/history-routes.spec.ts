import './registrations.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { historyRoutes } from '../../../adapters/azure-functions/index.ts';
import { sheetsById } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';
import { trusted, clerksOnly } from './trusted-callers.ts';
import { call } from './calls.ts';

const { send, system } = sheetsOverMemory();
const routes = historyRoutes(
  { ...trusted, system },
  {
    name: 'Order',
    roles: clerksOnly,
    plural: 'sheets',
    idName: 'sheetId',
    view: sheetsById,
    unknown: { status: 404, name: 'sheet-not-opened', title: 'There is no such sheet' },
    unknownThen: { status: 404, name: 'nothing-then', title: 'There was no such sheet then' },
  },
);

const ask = (route: keyof typeof routes, query = '', id = '1') =>
  call(routes[route], { method: 'GET', url: `/api/sheets/${id}/${route}${query}`, params: { id } });

describe('the past of an entity over HTTP', () => {
  beforeAll(() => send('1', commands.open, commands.changeRent(6), commands.close));

  it('is a history with its version', async () => {
    expect(await ask('history')).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: { sheetId: '1', version: 3, entries: [{ type: 'SheetOpened' }, {}, {}] },
    });
  });

  it('is paged, oldest first, and each page has the version of the entity', async () => {
    const first = await ask('history', '?limit=2');
    expect(first).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: { version: 3, entries: [{ version: 1 }, { version: 2, type: 'RowChanged' }] },
    });
    const { continuation } = first.body as { continuation: string };
    const { body: second } = await ask('history', `?limit=2&continuation=${continuation}`);
    expect(second).toMatchObject({ version: 3, entries: [{ version: 3, type: 'SheetClosed' }], continuation: null });
    // The changes of an entry are relative to the page before.
    expect(second).toMatchObject({ entries: [{ changes: [{ path: 'status', from: 'open', to: 'closed' }] }] });
  });

  it('ends with a page that is full', async () => {
    expect((await ask('history', '?limit=3')).body).toMatchObject({ entries: [{}, {}, {}], continuation: null });
  });

  it('continues only from a page of the same history', async () => {
    const { continuation } = (await ask('history', '?limit=2')).body as { continuation: string };
    await send('other', commands.open);
    for (const answer of [
      await ask('history', `?continuation=${continuation}`, 'other'),
      await ask('history', '?continuation=2'),
    ])
      expect(answer).toMatchObject({ status: 400, body: { type: 'urn:annal:problem:unknown-continuation' } });
  });

  it('is a state as of a version', async () => {
    expect(await ask('asOf', '?version=2')).toMatchObject({ status: 200, body: { version: 2, status: 'open' } });
  });

  it('is what differs between two versions, or moments', async () => {
    const amount = { path: 'rows[rent].amount', from: 5, to: 6 };
    const body = { sheetId: '1', from: 1, to: 3, changes: expect.arrayContaining([amount]) as unknown };
    expect(await ask('changes', '?from=1&to=3')).toMatchObject({ status: 200, body });
    const moments = '?from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00%2B02:00';
    expect(await ask('changes', moments)).toMatchObject({ status: 200, body: { from: 0, to: 3 } });
  });

  it.each([
    ...['?from=1', '?from=1&to=', '?from=1&to=yesterday', '?from=-1&to=2', '?from=1&to=2026-05-04'],
    '?from=1&to=9999-12-31T23:59:59-14:00',
  ])('is not asked for by %s', async (query) => {
    expect(await ask('changes', query)).toMatchObject({
      status: 400,
      body: {
        errors: expect.arrayContaining([
          { path: expect.any(String) as unknown, detail: expect.anything() as unknown },
        ]) as unknown,
      },
    });
  });

  it('is no state as of a moment that UTC writes with a year of five digits', async () => {
    expect(await ask('asOf', '?at=9999-12-31T23:59:59-14:00')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'at', detail: 'must be in the years 0000 to 9999 in UTC' }] },
    });
  });

  it('is not found for an unknown entity, or beyond its last version', async () => {
    expect(await ask('history', '', '2')).toMatchObject({
      status: 404,
      body: { type: 'urn:annal:problem:sheet-not-opened' },
    });
    for (const answer of [await ask('asOf', '?version=4'), await ask('changes', '?from=1&to=4')])
      expect(answer).toMatchObject({ status: 404, body: { type: 'urn:annal:problem:nothing-then' } });
  });
});
