import type { System } from '../../domain/modelling/system.ts';
import type { MessagesAbout } from '../history/correlated-events.ts';
import type { TakenBy } from '../consumers/taken-by.ts';
import type { AnyPublication } from '../messages/publisher.ts';
import { decryptingWith } from '../privacy/decrypt-commits.ts';
import { commitSchema } from '../streams/commit.ts';
import { Unavailable } from '../unavailable.ts';
import type { Capabilities } from './capabilities.ts';
import { publicationOf } from './module-parts.ts';

/**
 * Derives messages as the publisher makes them, from the same publications: what has been sent, or will be; and asks what consumers have
 * done with them. A commit of an aggregate that publishes nothing is not read; any other costs one point read, and each message one for
 * each consumer that is asked about it.
 */
export const messagesAbout = (
  { modules }: System,
  { storedHistory, keys }: Pick<Capabilities, 'storedHistory' | 'keys'>,
  takenBy: TakenBy = async () => [],
): MessagesAbout => {
  const publications = modules.flatMap(publicationOf);
  const decrypt = decryptingWith(keys);

  const derived = async (publishing: readonly AnyPublication[], document: unknown) => {
    const commits = await decrypt([commitSchema.parse(document)]);
    const messages = publishing.flatMap(({ messagesOf }) => messagesOf(commits));
    return Promise.all(
      messages.map(async ({ messageId: id, body }) => ({
        ...{ version: body.streamversion, id, contract: body.type },
        consumers: await takenBy(body),
      })),
    );
  };

  return async ({ category, streamId, version }) => {
    const publishing = publications.filter((each) => each.category === category);
    if (publishing.length === 0) return [];
    const document = await storedHistory.ofCommit(streamId, version);
    try {
      return await derived(publishing, document);
    } catch (error) {
      // What this release cannot read, the publisher has parked, or a newer release has written.
      if (error instanceof Unavailable) throw error;
      return undefined;
    }
  };
};
