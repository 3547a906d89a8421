import type { SimulatedHost } from '../system/simulated-host.ts';
import type { Errand } from './errand.ts';

/** An operator has a stream delivered again, to one subscriber, where nothing is wrong with it: that is safe at any time. */
export const replayStream: Errand = async ({ client, random, records }) => {
  const streams = records.commands.flatMap(({ answer }) => (answer.outcome === 'accepted' ? [answer.streamId] : []));
  if (streams.length === 0) return;
  const streamId = random.oneOf(streams);
  const commandId = `${client.name}-replays-${records.commands.length}-${random.between(1, 1_000_000)}`;
  await client.ask(`has ${streamId} replayed`, async (host) => replay(host, random.next(), { streamId, commandId }));
};

const replay = async (
  { system }: SimulatedHost,
  choice: number,
  { streamId, commandId }: { readonly streamId: string; readonly commandId: string },
): Promise<void> => {
  const { subscribers } = system;
  const subscriber = subscribers[Math.floor(choice * subscribers.length)]?.name ?? '';
  const provenance = { actor: 'olga', commandId, correlationId: commandId, causationId: null, traceparent: null };
  await system.operate({ by: 'operators', isNewId: true, provenance }).replay({ subscriber, streamId });
};
