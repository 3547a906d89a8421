import { z } from 'zod';
import type { DocumentKey } from '../../application/views/read-model.ts';
import type { ReadModelShape } from '../read-model-shape.ts';
import type { Listed } from './document-page.ts';
import { everywhere, nextPage } from './queries.ts';

const stored = z.array(z.object({ id: z.string(), partition: z.unknown() }));

/** A digest in the place of a name that is no id (document-id.ts). */
const digest = '~';

/** See the same promise of the read model. Each page is retried for itself. */
export async function* documentKeys({
  container,
  retrying,
  shape: { partitionKey },
}: Listed & {
  readonly shape: Pick<ReadModelShape<object>, 'partitionKey'>;
}): AsyncGenerator<readonly DocumentKey[]> {
  const query = `SELECT c.id, c[${JSON.stringify(partitionKey)}] AS partition FROM c`;
  let token: string | undefined;
  do {
    const from = token === undefined ? {} : { continuationToken: token };
    const page = await retrying((abortSignal) =>
      nextPage(container, { query }, { ...everywhere, maxItemCount: 1_000, ...from, abortSignal }),
    );
    yield stored
      .parse(page.documents)
      .flatMap(({ id, partition }) =>
        typeof partition !== 'string' || id.startsWith(digest) ? [] : [{ id, partition }],
      );
    token = page.token;
  } while (token !== undefined);
}
