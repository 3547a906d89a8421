import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import type { Subscriber } from '../../../application/feed/subscriber.ts';
import { logStorage } from '../../../application/views/logs/log-document.ts';
import { logProjector } from '../../../application/views/logs/log-projector.ts';
import type { Patience } from '../../../application/views/patience.ts';
import { specTime } from '../../support/as-bob.ts';
import { inTurns } from '../../support/in-turns.ts';
import { amountsByKey, deeds, type SheetEvent } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { clerk } from '../../support/readers.ts';
import { append, counting, happened } from '../../application/views/totals/counting.ts';
import { joining } from '../../application/views/joined/joining.ts';
import { logging } from '../../application/views/logs/logging.ts';

// B-9: who has written and asks `after` that version sees its effect, or is told that it is late; whatever overtakes what.

const runs = { numRuns: 1_000, seed: 9 };
const steps = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 });
const looks = fc.integer({ min: 1, max: 8 });

/** A patience of so many looks, between which everything else may have its turn. */
const patienceIn = (scheduler: fc.Scheduler, atMost: number) => (): Patience => ({
  within: (work) => work,
  pause: async (look) => {
    await scheduler.schedule(Promise.resolve(), `look ${look}`);
    return look < atMost;
  },
});

/** Capabilities over memory, whose stores take every step in its turn. */
const scheduled = (scheduler: fc.Scheduler, atMost: number) => {
  const { capabilities } = memoryCapabilities(() => specTime);
  const settings = {
    eventStore: { ...capabilities.eventStore, ...inTurns(scheduler, { read: capabilities.eventStore.read }) },
    readModel: (view) => inTurns(scheduler, capabilities.readModel(view)),
    contributions: (total) => inTurns(scheduler, capabilities.contributions(total)),
    joinedDocuments: (joined) => inTurns(scheduler, capabilities.joinedDocuments(joined)),
    patience: patienceIn(scheduler, atMost),
  } satisfies Partial<Capabilities>;
  return { plain: capabilities, settings };
};

/** The events of a sheet whose rent is what each step says, one commit each. */
const eventsOf = (rents: readonly number[]): readonly SheetEvent[] =>
  rents.map((rent, index) => (index === 0 ? happened.opened({ rent }) : happened.changed('rent', rent)));

/**
 * Writes the events one after another, and asks for each as soon as it is written; while two processes deliver what there is, over
 * and over. Gives what was asked for and what was answered.
 */
const race = async <Answer>(
  scheduler: fc.Scheduler,
  rents: readonly number[],
  { eventStore }: Pick<ReturnType<typeof memoryCapabilities>['capabilities'], 'eventStore'>,
  { subscribers, ask }: { subscribers: readonly Subscriber[]; ask: (version: number) => Promise<Answer> },
) => {
  const answers: Promise<{ readonly version: number; readonly answer: Answer }>[] = [];
  const write = async (): Promise<void> => {
    for (const [index, event] of eventsOf(rents).entries()) {
      await scheduler.schedule(Promise.resolve(), `write ${index + 1}`);
      await append(eventStore, '1', [event]);
      answers.push(ask(index + 1).then((answer) => ({ version: index + 1, answer })));
    }
  };
  const deliver = async (subscriber: Subscriber): Promise<void> => {
    for (let from = 0; from < rents.length; from += 1) {
      await scheduler.schedule(Promise.resolve(), 'deliver');
      await subscriber.deliver(eventStore.feed().slice(from > 1 ? from - 1 : 0));
    }
  };
  await scheduler.waitFor(Promise.all([write(), ...subscribers.map(deliver)]));
  return scheduler.waitFor(Promise.all(answers));
};

/** How many were answered with the effect, and how many were told that it is late: a race without either proves nothing. */
const seen = { current: 0, late: 0 };

describe('In 1,000 races, who asks after what it has written', () => {
  it('finds it counted in the total, or is told that it is late', async () => {
    seen.current = seen.late = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, looks, async (scheduler, rents, atMost) => {
        const { plain, settings } = scheduled(scheduler, atMost);
        const ledger = counting({ ...plain, ...settings });
        const reader = ledger.system.totalReaderOf(amountsByKey);
        const answers = await race(scheduler, rents, plain, {
          subscribers: [ledger.byKey, ledger.newHost().byKey],
          ask: (version) => reader.read({ limit: 10 }, { streamId: 'sheet-1', version }),
        });
        for (const { version, answer } of answers) {
          if (answer.found === 'current') {
            const [total] = answer.page.items;
            expect(rents.slice(version - 1)).toContain(total?.amount);
            seen.current += 1;
          } else {
            expect(answer).toEqual({ found: 'late' });
            seen.late += 1;
          }
        }
      }),
      runs,
    );
    expect(Math.min(seen.current, seen.late)).toBeGreaterThan(100);
  });

  it('finds it in the joined document, or is told that it is late', async () => {
    seen.current = seen.late = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, looks, async (scheduler, rents, atMost) => {
        const { plain, settings } = scheduled(scheduler, atMost);
        const ledger = joining({ ...plain, ...settings });
        const answers = await race(scheduler, rents, plain, {
          subscribers: [ledger.owners, ledger.newHost()],
          ask: (version) => ledger.readerFor(clerk).read('bob', { after: { streamId: 'sheet-1', version } }),
        });
        for (const { version, answer } of answers) {
          if (answer.found === 'current') expect(rents.slice(version - 1)).toContain(answer.view.amount);
          else expect(answer).toEqual({ found: 'late' });
          seen[answer.found === 'current' ? 'current' : 'late'] += 1;
        }
      }),
      runs,
    );
    expect(Math.min(seen.current, seen.late)).toBeGreaterThan(100);
  });

  it('finds the entry in the log, or is told that it is late', async () => {
    seen.current = seen.late = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, looks, fc.boolean(), async (scheduler, rents, atMost, isOfBob) => {
        const { plain, settings } = scheduled(scheduler, atMost);
        const ledger = logging({ ...plain, ...settings });
        const ports = { ...plain, ...settings, readModel: settings.readModel(logStorage(deeds)) };
        const asked = ledger.deedsFor(clerk);
        const partition = isOfBob ? 'bob' : undefined;
        const answers = await race(scheduler, rents, plain, {
          subscribers: [ledger.deeds, logProjector(deeds, ports)],
          ask: async (version) => {
            const found = await asked.waitFor({ streamId: 'sheet-1', version }, partition);
            return found === 'there' ? (await asked.list({ partition: 'bob', limit: 10 })).items : found;
          },
        });
        for (const { version, answer } of answers) {
          if ('found' in answer) expect(answer).toEqual({ found: 'late' });
          else expect(answer.map((entry) => entry.version)).toContain(version);
          seen['found' in answer ? 'late' : 'current'] += 1;
        }
      }),
      runs,
    );
    expect(Math.min(seen.current, seen.late)).toBeGreaterThan(100);
  });
});
