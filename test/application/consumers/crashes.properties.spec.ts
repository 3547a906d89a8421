import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inMemoryWaitingMessages } from '../../../adapters/memory/index.ts';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { runConsumer } from '../../../application/consumers/run-consumer.ts';
import { sessionBroker } from './session-broker.ts';
import { told } from './told-messages.ts';
import { virtualTime } from './virtual-time.ts';

const minute = 60_000;
const streams = ['a', 'b', 'c'];
const versions = [1, 2, 3, 4];
const faultsEnd = 20 * minute;

class PowerCut extends Error {}

/** Numbers that come from one seed. */
const dice = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Three hosts, a broker, a consumer and its store, all of which fail for twenty minutes and are well afterwards. */
const world = (seed: number) => {
  const roll = dice(seed);
  const time = virtualTime();
  const broker = sessionBroker(streams.map((streamId) => versions.map((version) => told(streamId, version))));
  const waiting = inMemoryWaitingMessages();
  const effects: string[] = [];
  const isFaulty = (probability: number): boolean => time.now() < faultsEnd && roll() < probability;
  const latency = () => time.sleep(roll() < 0.05 ? roll() * 8_000 : roll() * 100);

  const handle = async ({ id }: CloudEvent): Promise<string> => {
    await latency();
    if (isFaulty(0.3)) throw new Error('before its effect');
    if (!effects.includes(id)) effects.push(id);
    await latency();
    if (isFaulty(0.1)) throw new Error('after its effect');
    return 'kept';
  };

  /** A process. Once the power is cut, nothing that it does has any effect. */
  const startProcess = () => {
    let isDead = false;
    const alive = (): void => {
      if (isDead) throw new PowerCut();
    };
    const dyingOr =
      <Result>(work: () => Promise<Result>) =>
      async (): Promise<Result> => {
        alive();
        await latency();
        if (isFaulty(0.02)) isDead = true;
        alive();
        if (isFaulty(0.05)) throw new Error('refused');
        const answer = await work();
        if (isFaulty(0.02)) isDead = true;
        alive();
        if (isFaulty(0.05)) throw new Error('lost answer');
        return answer;
      };
    const store = Object.fromEntries(
      Object.entries(waiting).map(([name, method]) => [
        name,
        (...given: readonly never[]) =>
          dyingOr(() => (method as (...given: readonly never[]) => Promise<unknown>)(...given))(),
      ]),
    ) as unknown as typeof waiting;
    const consumer = runConsumer(
      { name: 'parcels', handle: (event) => dyingOr(() => handle(event))() },
      {
        waiting: store,
        clock: time.clock,
        now: time.now,
        random: roll,
        pauseFor: async (milliseconds) => {
          alive();
          await time.sleep(milliseconds);
          alive();
        },
      },
    );
    return { consumer, isDead: () => isDead };
  };

  const isOver = async (): Promise<boolean> =>
    time.now() > 24 * 60 * minute || (broker.isEmpty() && !(await waiting.any()));

  const serveSession = async (process: ReturnType<typeof startProcess>): Promise<void> => {
    const session = broker.accept(Math.floor(roll() * streams.length));
    if (session === undefined) return time.sleep(roll() * 5_000);
    for (let next = session.receive(); next !== undefined; next = session.receive()) {
      const { event, deliveries } = next;
      const outcome = await process.consumer.take({ body: event, id: event.id, deliveries }).catch(() => 'failed');
      if (process.isDead()) break;
      if (outcome !== 'failed') session.complete();
      if (roll() < 0.3) break;
    }
    session.giveBack();
  };

  const host = async (): Promise<void> => {
    for (let process = startProcess(); !(await isOver()); process = process.isDead() ? startProcess() : process)
      await serveSession(process);
  };

  const timer = async (): Promise<void> => {
    for (let process = startProcess(); !(await isOver()); process = process.isDead() ? startProcess() : process) {
      await time.sleep(minute);
      await process.consumer.tryDue().catch(() => undefined);
    }
  };

  /** Locks that are lost although their holder works on. */
  const thief = async (): Promise<void> => {
    while (time.now() < faultsEnd && !(await isOver())) {
      await time.sleep(roll() * 2 * minute);
      broker.loseLock(Math.floor(roll() * streams.length));
    }
  };

  return { time, broker, waiting, effects, everything: () => Promise.all([host(), host(), host(), timer(), thief()]) };
};

it('each message takes effect, in the order of its stream, whatever fails, dies, is lost or comes twice', async () => {
  const property = fc.asyncProperty(fc.nat(), async (seed) => {
    const { time, broker, waiting, effects, everything } = world(seed);
    await time.run(everything());
    expect(broker.isEmpty()).toBe(true);
    expect(await waiting.summary()).toEqual({ waiting: 0, quarantined: 0, oldestSince: null });
    for (const streamId of streams)
      expect(effects.filter((id) => id.startsWith(streamId))).toEqual(
        versions.map((version) => `${streamId}:${version}`),
      );
  });
  await fc.assert(property, { numRuns: 300 });
});
