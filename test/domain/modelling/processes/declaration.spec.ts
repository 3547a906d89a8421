import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, declareProcess, trigger } from '../../../../domain/modelling/process.ts';
import type { Reaction } from '../../../../domain/modelling/processes/reaction.ts';
import { inMilliseconds, type Duration } from '../../../../domain/modelling/processes/duration.ts';
import { declareModule, system } from '../../../../domain/modelling/system.ts';
import { person } from '../../../support/ledger/index.ts';
import { happens, processScenarios, accepted } from '../../../support/process-scenario.ts';
import { granting, part, wish } from '../../../support/wishes/index.ts';

const asks = {
  hold: ask(part, 'HoldPart', { within: 'PT2M', undo: { command: 'FreePart', data: ({ by }) => ({ by }) } }),
  grant: ask(wish, 'GrantWish', { within: 'PT2M', pivot: true }),
  use: ask(part, 'UsePart', { within: 'PT2M', forward: true }),
};

const starts = [trigger(wish, { WishMade: ({ entityId }) => entityId })] as const;
const kept = { memory: z.object({}), nothing: {} };

const reacting = (...reactions: Reaction<typeof asks, object>[]) =>
  processScenarios(
    declareProcess({ name: 'odd', asks, starts, ...kept, react: ({ what }) => (what === 'started' ? reactions : []) }),
  )
    .given()
    .when(happens('wish-1', { type: 'WishMade', data: { parts: [] } }));

describe('The declaration of a process', () => {
  it('names no command, undo or event that is not there: the compiler sees it', () => {
    // @ts-expect-error There is no such command.
    expect(() => ask(part, 'BreakPart', { within: 'PT2M', pivot: true })).toThrow();
    // @ts-expect-error Nothing says what becomes of it when the process fails.
    ask(part, 'HoldPart', { within: 'PT2M' });
    // @ts-expect-error There is no such undo.
    ask(part, 'HoldPart', { within: 'PT2M', undo: { command: 'LosePart', data: () => ({}) } });
    // @ts-expect-error The undo has other data.
    ask(part, 'HoldPart', { within: 'PT2M', undo: { command: 'FreePart', data: () => ({ for: 'x' }) } });
    // @ts-expect-error There is no such event.
    trigger(wish, { WishLost: () => '1' });
    // @ts-expect-error An answer has to be awaited for some time.
    expect(() => ask(part, 'HoldPart', { pivot: true })).toThrow();
  });

  it('asks what its asks take: the compiler sees it', () => {
    const react = () => [
      { ask: 'hold', to: 'a', data: { by: '1' } } as const,
      { ask: 'grant', to: '1', data: {} } as const,
    ];
    declareProcess({ name: 'right', asks, starts, ...kept, react });
    // @ts-expect-error The data are those of another command.
    declareProcess({ name: 'wrong', asks, starts, ...kept, react: () => [{ ask: 'hold', to: 'a', data: {} }] });
    // @ts-expect-error It is not declared.
    declareProcess({ name: 'wrong', asks, starts, ...kept, react: () => [{ ask: 'lend', to: 'a', data: {} }] });
  });

  it('waits for what it declares: the compiler sees it', () => {
    const rest = { name: 'waits', asks, starts, ...kept };
    declareProcess({ ...rest, waits: { reply: 'PT1H' }, react: () => [{ wait: 'reply' }] });
    // @ts-expect-error It is not declared.
    declareProcess({ ...rest, waits: { reply: 'PT1H' }, react: () => [{ wait: 'answer' }] });
    // @ts-expect-error Nothing is declared.
    declareProcess({ ...rest, react: () => [{ wait: 'reply' }] });
    // @ts-expect-error Nothing that is not waited for can be over.
    declareProcess({ ...rest, react: (happened) => (happened.what === 'timed-out' ? [] : []) });
    expect(() => declareProcess({ ...rest, waits: { reply: 'PT0S' }, react: () => [] })).toThrow('is no duration');
  });

  it('asks no command and hears no event with personal data', () => {
    expect(() => ask(person, 'ChangePersonEmail', { within: 'PT1M', pivot: true })).toThrow(
      'A process cannot ask ChangePersonEmail of person: the command holds personal data.',
    );
    expect(() => trigger(person, { PersonRegistered: ({ entityId }) => entityId })).toThrow(
      'A process cannot be told of PersonRegistered of person: it holds personal data.',
    );
  });

  it('has a name that streams can begin with, a start and a whole definition', () => {
    const rest = { asks, ...kept, react: () => [] };
    expect(() => declareProcess({ ...rest, name: 'check-out', starts })).toThrow('needs a name of 1 to 30 lower-case');
    expect(() => declareProcess({ ...rest, name: 'idle', starts: [] })).toThrow('is started by nothing');
    expect(() => declareProcess({ ...rest, name: 'odd', starts, definition: 1.5 })).toThrow('whole number from 1');
  });

  it('asks and hears what a module of the system declares, under a name that nothing else has', () => {
    const wishModule = declareModule({ aggregate: wish });
    expect(() => system(wishModule, { processes: [granting] })).toThrow(
      'The process granting asks or hears what no module declares: part.',
    );
    const parts = declareModule({ aggregate: part });
    expect(() => system(wishModule, parts, { processes: [granting, granting] })).toThrow(
      'Declared twice: category granting, subscriber granting.',
    );
  });
});

describe('A duration', () => {
  it.each([
    ['PT30S', 30_000],
    ['PT5M', 300_000],
    ['PT1H', 3_600_000],
    ['P2D', 172_800_000],
  ] as const)('%s has %i milliseconds', (duration, milliseconds) => {
    expect(inMilliseconds(duration)).toBe(milliseconds);
  });

  it.each<Duration>(['PT0S', 'PT1.5M', 'PT-1H', 'P1e3D'])('is none: %s', (duration) => {
    expect(() => inMilliseconds(duration)).toThrow('is no duration');
  });
});

describe('A reaction', () => {
  const hold = { ask: 'hold', to: 'a', data: { by: '1' } } as const;

  it.each<[string, Reaction<typeof asks, object>[], string]>([
    [
      'asks what goes forward only, before the pivot',
      [{ ask: 'use', to: 'a', data: { by: '1' } }],
      'It asks use before the pivot, and nothing would undo it.',
    ],
    [
      'asks the pivot while an answer is missing',
      [hold, { ask: 'grant', to: '1', data: {} }],
      'It asks grant while other answers are missing',
    ],
    ['asks after it has failed', [{ fail: 'no' }, hold], 'It asks hold after it has failed or ended.'],
    [
      'completes while something is asked',
      [hold, { complete: true }],
      'It completes while something is asked or undone.',
    ],
    [
      'asks with data that cannot be',
      [{ ask: 'hold', to: 'a', data: { by: 'not an id' } }],
      'It asks hold with data that cannot be',
    ],
    [
      'asks again what it has not postponed',
      [hold, { again: 'hold', to: 'a', reason: 'why not' }],
      'It asks hold again, which it has not postponed.',
    ],
    [
      'postpones what was not refused',
      [hold, { postpone: 'hold', to: 'a' }],
      'It postpones hold, which was not refused.',
    ],
    [
      'asks without end',
      Array.from({ length: 1_001 }, () => hold),
      'It asks hold although it has asked 1000 times already.',
    ],
  ])('is refused that %s', (_, reactions, why) => {
    reacting(...reactions).thenRejected({ type: 'ReactionNotAllowed', why: expect.stringContaining(why) });
  });

  it('cannot fail behind the pivot: there it changes nothing', () => {
    const failsLate = declareProcess({
      ...{ name: 'late', asks, starts, ...kept },
      react: ({ what }) => (what === 'started' ? [{ ask: 'grant', to: '1', data: {} }] : [{ fail: 'no' }]),
    });
    processScenarios(failsLate)
      .given(happens('wish-1', { type: 'WishMade', data: { parts: [] } }))
      .when(accepted('grant', '1'))
      .thenEvents('Answered')
      .thenStatus('completing');
  });
});
