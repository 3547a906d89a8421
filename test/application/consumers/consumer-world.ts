import { inMemoryWaitingMessages } from '../../../adapters/memory/index.ts';
import type { Consuming } from '../../../application/consumers/consuming.ts';
import { runConsumer, type RunningConsumer } from '../../../application/consumers/run-consumer.ts';
import type { WaitingMessages } from '../../../application/consumers/waiting-messages.ts';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { delivered } from './told-messages.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

/** A consumer over memory, in time that a spec lets pass. */
export interface ConsumerWorld {
  readonly time: VirtualTime;
  readonly waiting: WaitingMessages;
  /** The messages whose effect is there, in that order: `a:1`. */
  readonly effects: readonly string[];
  /** What handling a message comes to, before its effect. By default nothing. */
  fails: (event: CloudEvent) => void;
  readonly lines: readonly object[];
  /** Another instance of the app. */
  readonly instance: (changed?: Partial<Consuming>) => RunningConsumer;
  /** Lets an instance take a message. */
  readonly take: (streamId: string, version: number, deliveries?: number) => Promise<string>;
  /** Lets the minutes pass, and calls the timer in each of them. */
  readonly minutes: (count: number) => Promise<void>;
  readonly consumer: RunningConsumer;
}

/** An empty one. */
export const consumerWorld = (): ConsumerWorld => {
  const time = virtualTime();
  const waiting = inMemoryWaitingMessages();
  const effects: string[] = [];
  const lines: object[] = [];
  const consuming: Consuming = {
    waiting,
    clock: time.clock,
    now: time.now,
    pauseFor: time.sleep,
    random: () => 0.5,
    tracing: { log: (line) => lines.push(line) },
  };
  const handle = async (event: CloudEvent): Promise<string> => {
    world.fails(event);
    if (effects.includes(event.id)) return 'duplicate';
    effects.push(event.id);
    return 'kept';
  };
  const instance = (changed: Partial<Consuming> = {}) =>
    runConsumer({ name: 'parcels', handle }, { ...consuming, ...changed });
  const consumer = instance();
  const world: ConsumerWorld = {
    time,
    waiting,
    effects,
    lines,
    fails: () => undefined,
    instance,
    consumer,
    take: (streamId, version, deliveries) => time.run(consumer.take(delivered(streamId, version, deliveries))),
    minutes: async (count) => {
      for (let minute = 0; minute < count; minute += 1) {
        await time.run(time.sleep(60_000));
        await time.run(consumer.tryDue());
      }
    },
  };
  return world;
};
