import type { Provenance } from '../../../application/streams/commit.ts';
import type { Errand } from './errand.ts';

const byOlga = (commandId: string): { by: 'operators'; isNewId: true; provenance: Provenance } => ({
  by: 'operators',
  isNewId: true,
  provenance: { actor: 'olga', commandId, correlationId: commandId, causationId: null, traceparent: null },
});

/** An operator has a stream delivered again, to one subscriber, where nothing is wrong with it: that is safe at any time. */
export const replayStream: Errand = async ({ client, random, records }) => {
  const streams = records.commands.flatMap(({ answer }) => (answer.outcome === 'accepted' ? [answer.streamId] : []));
  if (streams.length === 0) return;
  const streamId = random.oneOf(streams);
  const by = byOlga(`${client.name}-replays-${random.between(1, 1_000_000)}`);
  await client.ask(`has ${streamId} replayed`, async ({ system }) => {
    const { name: subscriber } = random.oneOf(system.subscribers);
    await system.operate(by).replay({ subscriber, streamId });
  });
};

/** An operator has a view built from the whole history, while it is kept up to date: all that was right stays so. */
export const buildView: Errand = async ({ client, random }) => {
  const by = byOlga(`${client.name}-builds-${random.between(1, 1_000_000)}`);
  await client.ask('has a view built', async ({ system }) => {
    const name = random.oneOf(system.builds.names);
    await system.operate(by).beginBuild({ name, again: random.chance(0.5) });
  });
};
