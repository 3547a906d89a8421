import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryDeadlineHints } from '../../../adapters/memory/index.ts';
import { hintsIn, type DeadlineHint } from '../../../application/processes/deadlines/deadline-hints.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import type { ProcessEvent } from '../../../domain/modelling/processes/process-events.ts';
import { asOlga } from '../../support/as-olga.ts';
import { queueingWorld } from './queueing-world.ts';

/** A wish whose part somebody else has: it waits for a minute until the next try, and for five minutes in all. */
const waitingWish = async () => {
  const hints = inMemoryDeadlineHints();
  const paused: number[] = [];
  const world = queueingWorld({
    deadlineHints: hints,
    pauseFor: async (milliseconds) => {
      paused.push(milliseconds);
      world.pass(`PT${milliseconds / 1_000}S`);
    },
  });
  const host = world.newHost();
  await host.holdPart('a', 'somebody');
  await host.makeWish('1', 'a');
  await host.work();
  const hintAt = (version: number): DeadlineHint =>
    hints.given().find((hint) => hint.version === version) ?? expect.fail(`No hint was given at ${version}.`);
  return { world, host, hints, hintAt, paused };
};

const nextTry = 6;

const passedIn = async ({ world }: Pick<Awaited<ReturnType<typeof waitingWish>>, 'world'>) =>
  (await world.eventsOf('1')).flatMap(({ type, data }) => (type === 'DeadlinePassed' ? [data.number] : []));

const commitOf = (...events: readonly ProcessEvent[]) =>
  commitSchema.parse({
    ...{ streamId: 'queueing-1', category: 'queueing', version: 3 + events.length },
    events: events.map((event) => ({ ...event, schemaVersion: 1 })),
    ...{ recordedAt: '2026-12-01T12:00:00.000Z', actor: 'process:queueing', commandId: 'wish-1:1' },
    ...{ correlationId: 'case-7', causationId: 'wish-1:1', traceparent: null },
  });

const waitUntil = (wait: string, dueAt: string): ProcessEvent => ({ type: 'WaitStarted', data: { wait, dueAt } });

describe('Hints at deadlines', () => {
  it('are given for all that a commit lets be due within ten minutes, and for nothing that is due later', () => {
    const commit = commitOf(
      waitUntil('soon', '2026-12-01T12:10:00.000Z'),
      waitUntil('later', '2026-12-01T12:10:00.001Z'),
      { type: 'DeadlineExtended', data: { number: 2, dueAt: '2026-12-01T11:00:00.000Z', reason: 'By phone.' } },
    );
    const known = { process: 'queueing', id: '1', correlationId: 'case-7' };
    expect(hintsIn(commit)).toEqual([
      { ...known, version: 4, dueAt: '2026-12-01T12:10:00.000Z' },
      { ...known, version: 6, dueAt: '2026-12-01T11:00:00.000Z' },
    ]);
  });

  it('are one for each moment, as a process is told of all that is due at once', () => {
    const dueAt = '2026-12-01T12:01:00.000Z';
    expect(hintsIn(commitOf(waitUntil('one', dueAt), waitUntil('other', dueAt)))).toHaveLength(1);
  });

  it('are given by whatever sets a deadline: an ask, a wait, and an operator', async () => {
    const { world, host, hints } = await waitingWish();
    expect(hints.given().map(({ version }) => version)).toEqual([2, 5, nextTry]);
    await host.operate(asOlga()).mendProcess({
      ...{ name: 'queueing', id: '1' },
      say: { type: 'ExtendDeadline', data: { number: 5, dueAt: world.capabilities.clock(), reason: 'By phone.' } },
    });
    expect(hints.given().at(-1)).toMatchObject({ version: 7, dueAt: world.capabilities.clock() });
  });

  it('have a process told in time, once, by however many hosts and however often, beside the sweep', async () => {
    const { world, host, hintAt } = await waitingWish();
    world.pass('PT1M');
    const before = world.commits().length;
    const hosts = [host, world.newHost(), world.newHost()];
    const told = await Promise.all(hosts.map((each) => each.takeDeadlineHint(hintAt(nextTry))));
    expect(told).toContain('noticed');
    expect(world.commits()[before]).toMatchObject({
      ...{ actor: 'process:queueing', correlationId: 'case-7' },
      ...{ commandId: 'queueing-1:6/hint', causationId: 'queueing-1:6' },
    });
    expect(await host.takeDeadlineHint(hintAt(nextTry))).toBe('settled');
    await host.fire();
    expect(await passedIn({ world })).toEqual([nextTry]);
  });

  it('are waited for where they come a little early, and dropped where they come earlier', async () => {
    const { world, host, hintAt, paused } = await waitingWish();
    world.pass('PT54S');
    expect(await host.takeDeadlineHint(hintAt(nextTry))).toBe('early');
    expect(await passedIn({ world })).toEqual([]);
    world.pass('PT1S');
    expect(await host.takeDeadlineHint(hintAt(nextTry))).toBe('noticed');
    expect(paused).toEqual([5_000]);
  });

  it('about what there is not are settled', async () => {
    const { world, host, hintAt } = await waitingWish();
    world.pass('PT1M');
    expect(await host.takeDeadlineHint({ ...hintAt(nextTry), process: 'former' })).toBe('settled');
  });

  it('change nothing in the end, whichever are lost, repeated, early or late', async () => {
    const step = fc.oneof(
      fc.record({ pass: fc.integer({ min: 1, max: 90 }) }),
      fc.record({ take: fc.nat({ max: 12 }) }),
      fc.record({ sweep: fc.constant(true) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const { world, host, hints } = await waitingWish();
        for (const each of steps) {
          if ('pass' in each) world.pass(`PT${each.pass}S`);
          else if ('sweep' in each) await host.fire();
          else {
            const hint = hints.given()[each.take];
            if (hint !== undefined) await host.takeDeadlineHint(hint);
          }
        }
        for (let minute = 0; minute < 6; minute += 1) {
          world.pass('PT1M');
          await host.fire();
        }
        await host.work();
        const passed = await passedIn({ world });
        expect(new Set(passed).size).toBe(passed.length);
        expect(passed).toContain(5);
        expect(await world.statusOf('1')).toBe('compensated');
        const denied = world.commits().filter(({ events }) => events.some(({ type }) => type === 'WishDenied'));
        expect(denied).toHaveLength(1);
      }),
      { numRuns: 15 },
    );
  });
});
