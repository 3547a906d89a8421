import { it } from 'vitest';
import { cosmosMailStore } from '../../../adapters/email/index.ts';
import { downForGood, expectUnavailable } from '../../support/down-store.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { mail } from './mail-store.contract.ts';

const cosmos = useLocalCosmos();

it.each([429, 449, 503, 408, 410, 'cut'] as const)(
  'a store of mails that answers everything with %s is unavailable within the budget',
  async (answer) => {
    const { directory, inbox, outbox } = cosmosMailStore(await cosmos.freshDatabase(), { budgetMs: 400 });
    cosmos.server().faults.next(...downForGood(answer));
    await expectUnavailable([
      ['open an order for mails', () => directory.open('1', 'bob')],
      ['list an order for mails', () => directory.list('bob', '1')],
      ['find a recipient', () => directory.recipientOf('1')],
      ['take a message', () => inbox.take(mail('1', 1))],
      ['mails', () => outbox.mailsAbout('1', 0, 10)],
    ]);
  },
);
