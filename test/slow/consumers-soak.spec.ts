import { randomNumbers, seed } from '@annal/local-server/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serviceBusMessageBus } from '../../adapters/service-bus/index.ts';
import { BrokerUnavailable, type OutgoingMessage } from '../../application/messages/message-bus.ts';
import serviceBusTopology from '../../infra/service-bus.json' with { type: 'json' };
import { audits } from './consumers-soak/audits.ts';
import { outgoing, toldOrders } from './consumers-soak/told-orders.ts';
import type { PartName } from './system-soak/definitions.ts';
import { startSoakedSystem, type SoakedSystem } from './system-soak/system.ts';
import { until } from './system-soak/until.ts';

/** ANNAL_SOAK_MESSAGES=... is how many messages consumers are told, at least. */
const messages = Number(process.env['ANNAL_SOAK_MESSAGES'] ?? 10_000);
const kills = 12;
/** What is killed at once, the app and the broker most of the time. */
const victims: readonly (readonly PartName[])[] = [
  ['Functions'],
  ['Service Bus'],
  ['Functions', 'Service Bus'],
  ['Functions', 'Service Bus', 'Cosmos DB'],
];
const sentAtOnce = 50;
/** A machine that has much else to do takes far longer. */
const longest = 3_600_000;

let system: SoakedSystem;
const random = randomNumbers(seed);

beforeAll(async () => {
  system = await startSoakedSystem(random);
}, 120_000);
afterAll(async () => {
  await system.end();
  await system.forget();
});

const connectionString = (): string => system.parts.settings['SERVICE_BUS'] ?? '';

/** Sends until the broker has them, as the publisher does: some arrive twice, and the broker drops what it knows. */
const send = async (chunk: readonly OutgoingMessage[]): Promise<void> => {
  const bus = serviceBusMessageBus({ connection: { connectionString: connectionString() }, topic: topic() });
  await until('the broker to take messages', async () => {
    try {
      await bus.send(chunk);
      return true;
    } catch (error) {
      if (error instanceof BrokerUnavailable) return false;
      throw error;
    }
  });
  await bus.close();
};

const topic = (): string => serviceBusTopology.topics[0]?.name ?? '';

it(
  `every store holds what ${messages} messages come to, once and without a gap, although app, broker and store are killed (ANNAL_SOAK_SEED=${seed})`,
  async () => {
    const told = toldOrders(messages, random);
    const sent = outgoing(told, random);
    const began = performance.now();
    const killing = { done: Promise.resolve(), next: 1 };
    for (let start = 0; start < sent.length; start += sentAtOnce) {
      await Promise.race([send(sent.slice(start, start + sentAtOnce)), system.parts.failure]);
      if (start < (killing.next * sent.length) / (kills + 1)) continue;
      killing.next += 1;
      killing.done = system.parts.kill(victims[random(victims.length)] ?? ['Functions']);
    }
    await killing.done;
    await system.parts.kill(['Functions']);
    for (const { name, findings } of audits) {
      let found: readonly string[] = [];
      await until(`the store of ${name}`, async () => {
        found = await findings(system.queries, told);
        return found.length === 0;
      }).catch(() => undefined);
      expect({ name, findings: found.length, first: found.slice(0, 10) }).toEqual({ name, findings: 0, first: [] });
    }
    const seconds = (performance.now() - began) / 1_000;
    console.log(
      `${sent.length} messages about ${told.size} orders in ${seconds.toFixed(0)} s with ${kills + 1} kills.`,
    );
  },
  longest,
);
