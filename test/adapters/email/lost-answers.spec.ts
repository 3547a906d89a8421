import type { Fault } from '@annal/local-cosmos';
import { describe, expect, it } from 'vitest';
import { cosmosMailStore } from '../../../adapters/email/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { mail } from './mail-store.contract.ts';

const cosmos = useLocalCosmos();
const isWrite: Fault['match'] = ({ method, path }) => method === 'POST' && path.endsWith('/docs');

describe('A mail', () => {
  it.each([408, 410, 429, 449, 500, 503, 'cut'] as const)(
    'that %s kept from the store is kept again',
    async (answer) => {
      const { directory, inbox } = cosmosMailStore(await cosmos.freshDatabase());
      await directory.open('1', 'bob');
      cosmos.server().faults.next({ when: 'before-commit', answer, match: isWrite });
      expect(await inbox.take(mail('1', 1))).toBe('taken');
      expect(cosmos.server().faults.pending()).toBe(0);
    },
  );

  it('is there once where the answer to its write gets lost', async () => {
    const { directory, inbox, outbox } = cosmosMailStore(await cosmos.freshDatabase());
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: isWrite });
    await directory.open('1', 'bob');
    cosmos.server().faults.next({ when: 'after-commit', answer: 'cut', match: isWrite });
    expect(await inbox.take(mail('1', 1))).toBe('duplicate');
    expect(await outbox.mailsAbout('1', 0, 10)).toEqual([mail('1', 1)]);
  });
});
