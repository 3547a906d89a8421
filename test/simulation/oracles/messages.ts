import { z } from 'zod';
import { byStream, type Oracle } from './evidence.ts';
import { contracts, isPublished } from './logs.ts';
import { differences } from './same.ts';

const journal = z.object({ events: z.array(z.string()) });

/** Each message is taken once, in the order of its stream, and none is missing. Where the journal is deployed. */
export const messagesAreTaken: Oracle = (evidence) => {
  const taker = evidence.stored.consumers.find(({ declared }) => declared.name === 'journal');
  if (taker === undefined) return [];
  const expected = [...byStream(evidence)].flatMap(([streamId, events]): [string, unknown][] => {
    const told = events.filter((event) => isPublished(event, evidence));
    const entries = told.map(({ version, type }) => `${streamId}:${version} ${contracts[type]}`);
    return told.length === 0 ? [] : [[streamId.replace('-', 'Id '), entries]];
  });
  const documents = taker.stored.get('told');
  const taken = [...(documents ?? [])].map(([partition, ofStream]): [string, unknown] => [
    partition,
    journal.parse(ofStream.get('events')?.body).events,
  ]);
  return differences('The journal', new Map(expected), new Map(taken));
};

/** The broker has handed over everything, and has given nothing up. */
export const nothingIsUntold: Oracle = ({ topic }) => [
  ...topic.deadLetters().map((letter) => `${letter} is a dead letter.`),
  ...topic
    .sessions()
    .filter(({ queue }) => queue.length > 0)
    .map(({ subscription, id, queue }) => `${queue.length} messages of ${id} are left for ${subscription}.`),
];

/** No message waits with a consumer any more, and none is in quarantine. */
export const nothingWaits: Oracle = async ({ stored }) => {
  const lists = await Promise.all(stored.consumers.map(({ waiting }) => waiting.list({ limit: 100 })));
  return lists.flatMap(({ items }) =>
    items.map(({ streamId, state, lastError }) => `${streamId} is ${state}: ${lastError}`),
  );
};
