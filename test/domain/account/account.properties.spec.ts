import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  account,
  accountsById,
  statementLine,
  type AccountCommand,
  type AccountEvent,
} from '../../../domain/account/index.ts';
import { movingCommand } from './account-commands.ts';
import { opened } from './account-examples.ts';
import { auditOf } from './audit.ts';
import { withoutFacts } from '../../support/decision-context.ts';

interface Lived {
  readonly history: readonly AccountEvent[];
  readonly accepted: readonly AccountCommand[];
}

/** What becomes of an open account: the events of all commands that are accepted. */
const liveBy = (commands: readonly AccountCommand[], from: Lived = { history: [opened], accepted: [] }): Lived =>
  commands.reduce<Lived>(({ history, accepted }, command) => {
    const decision = account.decide(command, history.reduce(account.evolve, account.initial), withoutFacts);
    if (!decision.accepted) return { history, accepted };
    return { history: [...history, ...decision.events], accepted: [...accepted, command] };
  }, from);

const historyOf = (commands: readonly AccountCommand[]): readonly AccountEvent[] => liveBy(commands).history;

const runs = { numRuns: 500 };
const commands = fc.array(movingCommand, { maxLength: 40, size: 'max' });

describe('whatever is asked of an account', () => {
  it('its balance is the sum of its history, and never below nothing', () =>
    fc.assert(
      fc.property(commands, (asked) => {
        const history = historyOf(asked);
        const { balances } = auditOf(history);
        const states = history.map((_, index) => history.slice(0, index + 1).reduce(account.evolve, account.initial));
        expect(states).toMatchObject(balances.map((balance) => ({ balance })));
        expect(Math.min(...balances)).toBeGreaterThanOrEqual(0);
      }),
      runs,
    ));

  it('no order is charged twice, or given back more than it was charged', () =>
    fc.assert(
      fc.property(commands, (asked) => {
        for (const { charges, refunded, charged } of auditOf(historyOf(asked)).orders) {
          expect(charges).toBe(1);
          expect(refunded).toBeLessThanOrEqual(charged);
        }
      }),
      runs,
    ));

  it('what was accepted moves no money when it is asked for again, in whatever order', () =>
    fc.assert(
      fc.property(
        commands.chain((asked) => fc.tuple(fc.constant(asked), fc.shuffledSubarray([...liveBy(asked).accepted]))),
        ([asked, again]) => {
          const lived = liveBy(asked);
          expect(liveBy(again, lived).history).toEqual(lived.history);
        },
      ),
      runs,
    ));

  it('its statement adds up, line by line, to what its view shows', () =>
    fc.assert(
      fc.property(commands, (asked) => {
        const recorded = historyOf(asked).map((event, index) => ({
          ...{ event, category: 'account', entityId: '1', version: index + 1, actor: 'bob' },
          recordedAt: '2026-05-04T10:00:00.000Z',
        }));
        let view: ReturnType<typeof accountsById.fold>;
        let balance = 0;
        for (const each of recorded) {
          const line = statementLine(each, view);
          view = accountsById.fold(view, each);
          balance += line?.amount ?? 0;
          expect(line?.balance ?? 0).toBe(balance);
          expect(view).toMatchObject({ balance });
        }
      }),
      runs,
    ));
});
