import { describe, expect, it } from 'vitest';
import {
  accepted,
  after,
  happens,
  operator,
  processScenarios,
  refused,
  saying,
} from '../../../support/process-scenario.ts';
import { granting } from '../../../support/wishes/index.ts';

const { given } = processScenarios(granting);
const made = happens('wish-1', { type: 'WishMade', data: { parts: ['a', 'b', 'c'] } });
const withdrawn = happens('wish-1', { type: 'WishWithdrawn', data: {} }, { version: 2 });
const allHeld = [accepted('hold', 'a'), accepted('hold', 'b'), accepted('hold', 'c')];
const granted = [made, ...allHeld, accepted('grant', '1')];

describe('A process', () => {
  it('starts with the event that has a rule, and asks what its reaction says, in one commit', () => {
    given()
      .when(made)
      .thenEvents('ProcessStarted', 'Remembered', 'Asked', 'Asked', 'Asked')
      .thenAsks('hold a', 'hold b', 'hold c')
      .thenStatus('running');
  });

  it('is not started by an event that it only hears', () => {
    given().when(withdrawn).thenEvents();
  });

  it('goes on when all answers are there, whatever their order', () => {
    given(made, accepted('hold', 'c'), accepted('hold', 'a')).when(accepted('hold', 'b')).thenAsks('grant 1');
  });

  it('has no way back once its pivot is accepted', () => {
    given(...granted)
      .thenAsks('use a', 'use b', 'use c')
      .thenStatus('completing');
  });

  it('completes', () => {
    given(...granted, accepted('use', 'a'), accepted('use', 'b'))
      .when(accepted('use', 'c'))
      .thenEvents('Answered', 'ProcessEnded')
      .thenStatus('completed');
  });

  it('takes nothing-to-do for an acceptance', () => {
    const nothing = saying(() => ({ type: 'RecordAnswer', data: { number: 3, outcome: 'nothing-to-do' } }));
    given(made, accepted('hold', 'b'), accepted('hold', 'c')).when(nothing).thenAsks('grant 1');
  });

  it('ignores an answer that it has, one to nothing that it asked, and one before its start', () => {
    given(made, accepted('hold', 'a')).when(accepted('hold', 'a')).thenEvents();
    given(made, accepted('hold', 'a')).when(refused('hold', 'a')).thenEvents();
    const toNothing = saying(() => ({ type: 'RecordAnswer', data: { number: 99, outcome: 'accepted' } }));
    given(made).when(toNothing).thenEvents();
    given().when(toNothing).thenEvents();
  });

  it('ignores events after its end', () => {
    given(...granted, accepted('use', 'a'), accepted('use', 'b'), accepted('use', 'c'))
      .when(withdrawn)
      .thenEvents();
  });

  it('says whether an ask is still to be carried out', () => {
    const take = saying(() => ({ type: 'TakeAsk', data: { number: 3 } }));
    given(made).when(take).thenEvents();
    given(made, accepted('hold', 'a')).when(take).thenRejected({ type: 'AskNotOpen' });
  });
});

describe('A process that fails', () => {
  it('undoes what was accepted, the last first and one at a time, denies and ends', () => {
    given(made, accepted('hold', 'b'), accepted('hold', 'a'))
      .when(refused('hold', 'c'))
      .thenEvents('Answered', 'CompensationStarted', 'Asked')
      .thenAsks('undo hold a')
      .thenStatus('compensating')
      .when(accepted('undo hold', 'a'))
      .thenAsks('undo hold b')
      .when(accepted('undo hold', 'b'))
      .thenEvents('Answered', 'Compensated', 'Asked')
      .thenAsks('deny 1')
      .when(accepted('deny', '1'))
      .thenEvents('Answered', 'ProcessEnded')
      .thenStatus('compensated');
  });

  it('undoes nothing before every answer is there', () => {
    given(made, accepted('hold', 'a'))
      .when(refused('hold', 'c'))
      .thenAsks()
      .when(accepted('hold', 'b'))
      .thenAsks('undo hold b');
  });

  it('undoes nothing before the deadline of a missing answer', () => {
    given(made, accepted('hold', 'a'), refused('hold', 'c'))
      .when(after('PT1M'))
      .thenAsks()
      .when(after('PT1M'))
      .thenEvents('DeadlinePassed', 'Asked')
      .thenAsks('undo hold a');
  });

  it('can be made to fail by what it hears', () => {
    given(made, ...allHeld.slice(0, 2), withdrawn)
      .when(refused('hold', 'c'))
      .thenAsks('undo hold b');
  });

  it('says why', () => {
    const { moment } = given(made, accepted('hold', 'a'), refused('hold', 'c', 'PartTaken'), refused('hold', 'b'));
    expect(moment.state).toMatchObject({ reason: 'hold was refused: PartTaken' });
  });

  it('denies at once where nothing was accepted', () => {
    given(made, refused('hold', 'a'), refused('hold', 'b')).when(refused('hold', 'c')).thenAsks('deny 1');
  });

  it('compensates when the pivot is refused', () => {
    given(made, ...allHeld)
      .when(refused('grant', '1'))
      .thenAsks('undo hold c');
  });

  it('goes forward all the same when the pivot was under way and is accepted', () => {
    given(made, ...allHeld, withdrawn)
      .thenStatus('compensating')
      .thenAsks()
      .when(accepted('grant', '1'))
      .thenAsks('use a', 'use b', 'use c')
      .thenStatus('completing');
  });
});

describe('An acceptance that comes too late', () => {
  it('is undone when the ask was given up', () => {
    given(made, accepted('hold', 'a'), accepted('hold', 'b'), after('PT2M'), accepted('undo hold', 'b'))
      .when(accepted('hold', 'c'))
      .thenEvents('Answered')
      .when(accepted('undo hold', 'a'))
      .thenAsks('undo hold c');
  });

  it('is undone when the ask was refused before', () => {
    given(made, refused('hold', 'a'), accepted('hold', 'b'))
      .when(accepted('hold', 'a'), refused('hold', 'c'))
      .thenAsks('undo hold a');
  });

  it('is undone after the end', () => {
    given(made, refused('hold', 'a'), refused('hold', 'b'), refused('hold', 'c'), accepted('deny', '1'))
      .thenStatus('compensated')
      .when(accepted('hold', 'b'))
      .thenAsks('undo hold b')
      .when(accepted('undo hold', 'b'))
      .thenEvents('Answered')
      .thenStatus('compensated');
  });

  it('leaves the process stuck where it is the pivot, which nothing undoes', () => {
    given(made, ...allHeld, refused('grant', '1'))
      .when(accepted('grant', '1'))
      .thenStatus('stuck');
  });
});

describe('A deadline', () => {
  it('gives up an ask that can be undone', () => {
    given(made, accepted('hold', 'a'), accepted('hold', 'b'))
      .when(after('PT2M'))
      .thenEvents('DeadlinePassed', 'CompensationStarted', 'Asked')
      .thenAsks('undo hold b');
  });

  it('is no event before its time, nor after the answer', () => {
    given(made).when(after('PT1M')).thenEvents();
    given(made, ...allHeld, accepted('grant', '1'))
      .when(after('PT4M'))
      .thenEvents();
  });

  it('is no event after the end', () => {
    const ended = given(...granted, accepted('use', 'a'), accepted('use', 'b'), accepted('use', 'c'));
    ended.when(after('P1D')).thenEvents();
    ended.when(after('P1D'), after('P1D')).thenEvents();
  });

  it('gives up no pivot: it leaves the process stuck until the answer is there', () => {
    given(made, ...allHeld)
      .when(after('PT5M'))
      .thenEvents('DeadlinePassed')
      .thenStatus('stuck')
      .when(after('PT5M'))
      .thenEvents()
      .when(accepted('grant', '1'))
      .thenAsks('use a', 'use b', 'use c')
      .thenStatus('completing');
  });

  it('can be extended', () => {
    given(made, accepted('hold', 'a'), accepted('hold', 'b'))
      .when(operator.extends('hold', 'c', 'PT5M'))
      .thenEvents('DeadlineExtended')
      .when(after('PT4M'))
      .thenEvents()
      .when(after('PT1M'))
      .thenAsks('undo hold b');
    given(made, accepted('hold', 'a'))
      .when(operator.extends('hold', 'a', 'PT5M'))
      .thenRejected({ type: 'AskNotOpen' });
  });
});

describe('A stuck process', () => {
  const stuck = given(
    made,
    accepted('hold', 'a'),
    refused('hold', 'b'),
    refused('hold', 'c'),
    refused('undo hold', 'a'),
  );

  it('is one whose undo is refused', () => {
    stuck.thenStatus('stuck');
  });

  it('is one whose ask behind the pivot is refused', () => {
    given(...granted)
      .when(refused('use', 'b'))
      .thenEvents('Answered')
      .thenStatus('stuck');
  });

  it('tries again what an operator has it retry', () => {
    stuck
      .when(operator.retries('undo hold', 'a'))
      .thenEvents('AskRetried')
      .thenStatus('compensating')
      .when(accepted('undo hold', 'a'))
      .thenAsks('deny 1');
  });

  it('goes on behind what an operator has settled', () => {
    stuck.when(operator.skips('undo hold', 'a')).thenEvents('AskSkipped', 'Compensated', 'Asked').thenAsks('deny 1');
  });

  it('is ended by an operator who has settled all', () => {
    stuck.when(operator.resolves).thenEvents('ProcessEnded').thenStatus('resolved-by-hand');
  });

  it('goes on by itself when what was refused is accepted after all', () => {
    given(...granted, refused('use', 'b'), accepted('use', 'a'), accepted('use', 'c'))
      .when(accepted('use', 'b'))
      .thenStatus('completed');
  });

  it('is retried and skipped for what is stuck only', () => {
    given(made).when(operator.retries('hold', 'a')).thenRejected({ type: 'AskNotStuck' });
    given(made).when(operator.skips('hold', 'a')).thenRejected({ type: 'AskNotStuck' });
    given().when(operator.resolves).thenRejected({ type: 'ProcessNotStarted' });
  });

  it('is resolved once', () => {
    stuck.when(operator.resolves, operator.resolves).thenRejected({ type: 'ProcessAlreadyEnded' });
  });

  it('undoes what is accepted after it was resolved', () => {
    given(made, accepted('hold', 'a'), operator.resolves).when(accepted('hold', 'b')).thenAsks('undo hold b');
  });
});

describe('Processes that cause each other', () => {
  it('end where there are too many in a row', () => {
    const again = happens('wish-1', { type: 'WishMade', data: { parts: ['a'] } }, { hops: 17 });
    given().when(again).thenRejected({ type: 'TooManyHops', hops: 17 });
  });
});
