import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declareProcess, trigger } from '../../../../domain/modelling/process.ts';
import { deadlinesOf } from '../../../../domain/modelling/processes/process-state.ts';
import {
  accepted,
  after,
  happens,
  isAtRest,
  operator,
  processScenarios,
  refused,
  saying,
  type Happening,
} from '../../../support/process-scenario.ts';
import { queueing, wish } from '../../../support/wishes/index.ts';

const { given } = processScenarios(queueing);
const made = happens('wish-1', { type: 'WishMade', data: { parts: ['a'] } });
const withdrawn = happens('wish-1', { type: 'WishWithdrawn', data: {} }, { version: 2 });
const postponed = [made, refused('hold', 'a')];

const waitsOf = ({ moment: { state } }: ReturnType<typeof given>) =>
  state.phase === 'not-started' ? [] : state.waits.map(({ wait }) => wait);

describe('A wait', () => {
  it('begins with the event that says when it is over', () => {
    const { moment } = given(made)
      .when(refused('hold', 'a'))
      .thenEvents('Answered', 'AskPostponed', 'WaitStarted', 'WaitStarted')
      .thenAsks()
      .thenStatus('running');
    expect(moment.events.slice(2).map(({ data }) => data)).toEqual([
      { wait: 'part', dueAt: '2026-05-04T10:05:00.000Z' },
      { wait: 'nextTry', dueAt: '2026-05-04T10:01:00.000Z' },
    ]);
  });

  it('is told to the process once its time is over, and not before', () => {
    given(...postponed)
      .when(after('PT59S'))
      .thenEvents()
      .when(after('PT1S'))
      .thenEvents('DeadlinePassed', 'AskRetried')
      .when(after('PT1S'))
      .thenEvents();
  });

  it('takes the place of an earlier one of its name', () => {
    const twice = declareProcess({
      ...{ name: 'twice', asks: {}, memory: z.object({}), nothing: {} },
      waits: { reply: 'PT1M' },
      starts: [trigger(wish, { WishMade: ({ entityId }) => entityId })],
      react: ({ what }) => (what === 'started' ? [{ wait: 'reply' }, { wait: 'reply' }] : []),
    });
    processScenarios(twice)
      .given(made)
      .thenEvents('ProcessStarted', 'WaitStarted', 'WaitStarted')
      .when(after('PT1M'))
      .thenEvents('DeadlinePassed')
      .when(after('PT1M'))
      .thenEvents();
  });

  it('can be begun again by the reaction to its end', () => {
    const again = given(...postponed, after('PT1M')).when(refused('hold', 'a'));
    expect(waitsOf(again)).toEqual(['part', 'nextTry']);
    again
      .thenEvents('Answered', 'AskPostponed', 'WaitStarted')
      .when(after('PT1M'))
      .thenEvents('DeadlinePassed', 'AskRetried');
  });

  it('is decided on what earlier ones have led to, when several are over at once', () => {
    given(...postponed)
      .when(after('PT5M'))
      .thenEvents('DeadlinePassed', 'AskRetried', 'DeadlinePassed', 'CompensationStarted')
      .when(refused('hold', 'a'))
      .thenAsks('deny 1');
  });

  it('is left to its reaction when it is over, and matters no more', () => {
    given(...postponed, accepted('hold', 'a'))
      .when(after('PT4M'))
      .thenEvents('DeadlinePassed')
      .when(after('PT1M'))
      .thenEvents('DeadlinePassed', 'DeadlinePassed');
  });

  it('ends with the process, and when that fails', () => {
    expect(waitsOf(given(...postponed, accepted('hold', 'a'), accepted('grant', '1')))).toEqual([]);
    const failed = given(...postponed)
      .when(withdrawn)
      .thenAsks('deny 1');
    expect(waitsOf(failed)).toEqual([]);
    failed.when(accepted('deny', '1')).thenStatus('compensated').when(after('P1D')).thenEvents();
    given(...postponed, operator.resolves)
      .when(after('P1D'))
      .thenEvents();
  });

  it('can be given another deadline by an operator, earlier or later', () => {
    given(...postponed)
      .when(operator.extendsWait('part', 'PT10M'))
      .thenEvents('DeadlineExtended')
      .when(operator.extendsWait('part', 'PT10M'))
      .thenEvents()
      .when(after('PT9M'))
      .thenEvents('DeadlinePassed', 'AskRetried')
      .when(after('PT1M'))
      .thenEvents('DeadlinePassed', 'CompensationStarted');
    given(...postponed, operator.extendsWait('part', 'PT1S'))
      .when(after('PT1S'))
      .thenEvents('DeadlinePassed', 'CompensationStarted', 'Compensated', 'Asked');
  });

  it('is no ask: nobody retries it, skips it or carries it out', () => {
    const number = 5;
    given(...postponed)
      .when(saying(() => ({ type: 'RetryAsk', data: { number, reason: 'why not' } })))
      .thenRejected({ type: 'AskNotFound' })
      .when(saying(() => ({ type: 'TakeAsk', data: { number } })))
      .thenRejected({ type: 'AskNotOpen' });
  });
});

describe('A refused ask that is postponed', () => {
  const take = saying(() => ({ type: 'TakeAsk', data: { number: 2 } }));

  it('is not carried out until it is asked again, and is the very same ask then', () => {
    given(...postponed)
      .when(take)
      .thenRejected({ type: 'AskNotOpen' })
      .when(after('PT1M'), take)
      .thenEvents()
      .when(accepted('hold', 'a'))
      .thenAsks('grant 1')
      .when(accepted('grant', '1'))
      .thenStatus('completed');
  });

  it('counts as accepted when it is, although it was refused: another host had it under way', () => {
    given(...postponed)
      .when(accepted('hold', 'a'))
      .thenAsks('grant 1');
  });

  it('is undone when it is accepted after the process has failed', () => {
    given(...postponed, withdrawn)
      .when(accepted('hold', 'a'))
      .thenAsks('undo hold a');
  });

  it('is in time for its own deadline only after it was asked again', () => {
    given(...postponed, after('PT1M'), operator.extendsWait('part', 'PT1H'))
      .when(after('PT1M'))
      .thenEvents()
      .when(after('PT1M'))
      .thenEvents('DeadlinePassed', 'CompensationStarted', 'Compensated', 'Asked');
  });
});

describe('A process that waits', () => {
  it('comes to rest, however the answers, the deadlines and withdrawals come', () => {
    const happening = fc.constantFrom<Happening>(
      refused('hold', 'a'),
      refused('hold', 'a'),
      accepted('hold', 'a'),
      withdrawn,
      after('PT30S'),
      after('PT1M'),
      after('PT2M'),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (happenings) => {
        let { moment } = given(made, ...happenings);
        for (let round = 0; round < 20 && !isAtRest(moment.state); round += 1) {
          if (moment.state.phase === 'not-started') return;
          const [due] = deadlinesOf(moment.state);
          const open = moment.state.asks.find(({ status }) => status === 'open');
          const next =
            open === undefined
              ? after(`PT${Math.ceil((Date.parse(due?.dueAt ?? moment.now) - Date.parse(moment.now)) / 1_000)}S`)
              : accepted(`${open.kind === 'undo' ? 'undo ' : ''}${open.ask}`, open.target.entityId);
          moment = next(moment);
        }
        expect(isAtRest(moment.state)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
