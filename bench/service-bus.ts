// How fast the local Service Bus is, and what of it is AMQP: npm run bench:service-bus. See bench/README.md.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rate } from './measure/in-lanes.ts';
import { machine, table } from './measure/report.ts';
import { batchSize, drainSessions, fillSessions, sendBatches, sendSingly, visitSessions } from './service-bus/load.ts';
import { startBroker, startForgetful, type Server } from './service-bus/server.ts';

const seconds = 3;
const sessions = 100;
const perSession = 200;
const manySessions = 10_000;

const folder = await mkdtemp(join(tmpdir(), 'bench-service-bus-'));
try {
  console.log(`${machine()}; messages of 1 KB\n`);
  const forgetful = await measure(await startForgetful(perSession), async () => undefined);
  const broker = await startBroker(folder);
  const kept = await measure(broker, () => fillSessions(broker.client, sessions, perSession));
  compare(`sent in batches of ${batchSize}, 4 at once`, forgetful.batches, kept.batches);
  compare('sent one by one, 64 at once', forgetful.single, kept.single);
  compare(`received and completed, ${sessions} sessions, 8 at once`, forgetful.sessions, kept.sessions);
  const { perSecond, median, p99 } = await storm();
  console.log(`sessions visited one after the other, ${manySessions.toLocaleString('en')} waiting, 16 at once`);
  console.log(`  ${perSecond.toFixed(0)} /s, median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
} finally {
  await rm(folder, { recursive: true });
}

async function measure(
  { client, stop }: Server,
  fill: () => Promise<void>,
): Promise<Record<'batches' | 'single' | 'sessions', Rate>> {
  const batches = await sendBatches(client, { lanes: 4, seconds });
  const single = await sendSingly(client, { lanes: 64, seconds });
  await fill();
  const drained = await drainSessions(client, sessions, perSession);
  await stop();
  return { batches, single, sessions: drained };
}

function compare(what: string, forgetful: Rate, kept: Rate): void {
  console.log(what);
  const lines = [
    { what: 'rhea alone, which keeps nothing', rate: forgetful },
    { what: 'the local Service Bus, synced', rate: kept },
  ];
  console.log(`${table(lines, 'rhea alone')}\n`);
}

/** Ten thousand sessions with a message each, and receivers that go from one to the next. */
async function storm(): Promise<Rate> {
  const { client, stop } = await startBroker(folder);
  await fillSessions(client, manySessions, 1);
  const rate = await visitSessions(client, { lanes: 16, seconds });
  await stop();
  return rate;
}
