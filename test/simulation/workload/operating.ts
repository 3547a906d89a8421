import { z } from 'zod';
import type { ActingBy, ActionOutcome } from '../../../application/actions/record-action.ts';
import type { SimulatedHost } from '../system/simulated-host.ts';
import type { Errand, Running } from './errand.ts';

/** An operator asks for something so often before it gives up. Always under the same id: it is done once. */
const mostTries = 3;

/** Does something in the name of an operator. Undefined where there is no such subject, and nothing is recorded. */
type Act = (host: SimulatedHost, by: ActingBy) => Promise<ActionOutcome<unknown> | undefined>;

/** Has an operator do something, and notes what the operator knows of it. */
export const act = async ({ client, records }: Running, what: string, work: Act): Promise<void> => {
  const actor = `operator-${client.name}`;
  const actionId = `${actor}-${records.actions.length + 1}`;
  const provenance = { actor, commandId: actionId, correlationId: actionId, causationId: null, traceparent: null };
  let answer: ActionOutcome<unknown> | 'unknown-subject' | undefined;
  const place = records.actions.push({ actionId, actor, what, answer }) - 1;
  for (let tries = 0; tries < mostTries && answer === undefined; tries += 1)
    answer = await client.ask(`${actionId} ${what}`, async (host) => {
      const outcome = await work(host, { by: 'operators', isNewId: false, provenance });
      return outcome ?? 'unknown-subject';
    });
  records.actions[place] = { actionId, actor, what, answer };
};

/** One of a list by a number from 0 to below 1, so that it is the same one at each try. */
const at = <Item>(place: number, items: readonly Item[]): Item | undefined => items[Math.floor(place * items.length)];

/** An operator has a stream delivered again, to one subscriber, where nothing is wrong with it: that is safe at any time. */
export const replayStream: Errand = async (running) => {
  const { random, records } = running;
  const streams = records.commands.flatMap(({ answer }) => (answer.outcome === 'accepted' ? [answer.streamId] : []));
  if (streams.length === 0) return;
  const streamId = random.oneOf(streams);
  const place = random.next();
  await act(running, `has ${streamId} replayed`, ({ system }, by) =>
    system.operate(by).replay({ subscriber: at(place, system.subscribers)?.name ?? '', streamId }),
  );
};

/** An operator has all tried again that a subscriber has parked. */
export const retryParked: Errand = async (running) => {
  const place = running.random.next();
  await act(running, 'retries what is parked', ({ system }, by) =>
    system
      .operate(by)
      .retryParked({ subscriber: at(place, system.subscribers)?.name ?? '', reason: 'It may be over.' }),
  );
};

/** An operator gives up on a message that the broker refuses, so that those behind it are sent. */
export const skipMessage =
  (messageId: string): Errand =>
  async (running) => {
    const [streamId = '', version] = messageId.split(':');
    const reason = 'It is too large, and nobody needs it.';
    await act(running, `skips ${messageId}`, ({ system }, by) =>
      system.operate(by).skipParked({ subscriber: 'publishing', streamId, version: Number(version), reason }),
    );
  };

const whatIsLeft = z.object({ left: z.int() }).readonly();

/** An operator has tried at once what waits with a consumer. */
export const retryWaiting: Errand = async (running) => {
  const place = running.random.next();
  await act(running, 'retries what waits', async ({ system, consumers }, by) => {
    const consumer = at(place, consumers);
    if (consumer === undefined) return undefined;
    const asked = { action: 'retry-waiting', subject: consumer.name, arguments: {}, result: whatIsLeft };
    return system.recordAction(by, asked, async () => {
      const { items } = await consumer.list({ limit: 10 });
      for (const { streamId } of items) await consumer.retry(streamId);
      return { left: (await consumer.list({ limit: 10 })).items.length };
    });
  });
};

/**
 * An operator has a view built from the whole history, while it is kept up to date, may pause and resume that, or give it up: all that
 * was right stays so.
 */
export const buildView: Errand = async (running) => {
  const { random } = running;
  const place = random.next();
  const named = ({ system }: SimulatedHost): string => at(place, system.builds.names) ?? '';
  const again = random.chance(0.5);
  await act(running, 'has a view built', (host, by) =>
    host.system.operate(by).beginBuild({ name: named(host), again }),
  );
  if (random.chance(0.4)) return;
  const change = random.oneOf(['pause', 'pause', 'cancel'] as const);
  await act(running, `${change}s a build`, (host, by) =>
    host.system.operate(by).changeBuild({ name: named(host), change }),
  );
  await act(running, 'resumes a build', (host, by) =>
    host.system.operate(by).changeBuild({ name: named(host), change: 'resume' }),
  );
};

/** Somebody deploys the next release of the code, while everything goes on. */
export const deployRelease: Errand = ({ hosts }) => hosts.deploy();
