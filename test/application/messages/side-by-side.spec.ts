import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventOf } from '../../../application/messages/cloud-event.ts';
import { publicationFor, publisher } from '../../../application/messages/publisher.ts';
import type { EventOf } from '../../../domain/modelling/aggregate.ts';
import { formerVersion, type Contracts } from '../../../domain/modelling/contract.ts';
import { sheet } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

type Published = Contracts<typeof sheet.events>;

const closed = z.object({ sheetId: z.string() });
const closedSecond = z.object({ sheet: z.object({ id: z.string() }) });
const closedThird = closedSecond.extend({ by: z.string() });

const third: Published = {
  schemas: { 'ledger.sheet-closed.v3': closedThird },
  contractOf: ({ event, entityId: id, actor: by }) =>
    event.type === 'SheetClosed' ? { type: 'ledger.sheet-closed.v3', data: { sheet: { id }, by } } : undefined,
};

const secondBesideThird: Published = {
  ...third,
  formerly: [
    formerVersion('ledger.sheet-closed.v2', {
      of: 'ledger.sheet-closed.v3',
      schema: closedThird,
      dataOf: ({ sheet: { id } }) => ({ sheet: { id } }),
    }),
  ],
};

const allThree: Published = {
  schemas: { ...third.schemas, 'ledger.sheet-closed.v1': closed, 'ledger.sheet-closed.v2': closedSecond },
  contractOf: third.contractOf,
  formerly: [
    ...(secondBesideThird.formerly ?? []),
    formerVersion<z.infer<typeof closedSecond>, EventOf<typeof sheet.events>>('ledger.sheet-closed.v1', {
      of: 'ledger.sheet-closed.v2',
      schema: closedSecond,
      dataOf: (_, { entityId }) => ({ sheetId: entityId }),
    }),
  ],
};

const published = async (contracts: Published) => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open, commands.close);
  const publications = [publicationFor({ source: sheet, contracts })];
  const publishing = publisher({ ...bobs, publications });
  await publishing.deliver(bobs.feed());
  await publishing.deliver(bobs.feed());
  return bobs.bus.sent();
};

describe('A contract in several versions', () => {
  it('is sent in each of them, the oldest first, also when the batch is sent again', async () => {
    const sent = (await published(allThree)).map(({ properties, body: { type, data } }) => ({
      ...{ type, data, filteredBy: properties['contract'] },
    }));
    expect(sent).toEqual(
      [
        { type: 'ledger.sheet-closed.v1', data: { sheetId: '1' } },
        { type: 'ledger.sheet-closed.v2', data: { sheet: { id: '1' } } },
        { type: 'ledger.sheet-closed.v3', data: { sheet: { id: '1' }, by: 'bob' } },
      ].map((each) => ({ ...each, filteredBy: each.type })),
    );
  });

  it('has a message id in each of them, which the broker does not take for a repetition, and is about one event', async () => {
    const sent = await published(allThree);
    const ids = ['sheet-1:2', 'sheet-1:2:v2', 'sheet-1:2:v3'];
    expect(sent.map(({ messageId }) => messageId)).toEqual(ids);
    expect(sent.map(({ body }) => body.id)).toEqual(ids);
    expect(new Set(sent.map(({ body }) => eventOf(body)))).toEqual(new Set(['sheet-1:2']));
  });

  it('keeps the message ids of a version when those before it are retired', async () => {
    const idsOf = async (contracts: Published) => (await published(contracts)).map(({ messageId }) => messageId);
    expect(await idsOf(secondBesideThird)).toEqual(['sheet-1:2:v2', 'sheet-1:2:v3']);
    expect(await idsOf(third)).toEqual(['sheet-1:2:v3']);
  });
});
