import { z } from 'zod';
import { browse, deadLetterPath, discard, resubmit, type Broker, type Entity } from '../../entities/index.ts';
import type { MessageRow } from '../../storage/index.ts';
import { durably } from '../durably.ts';
import { json, type HttpAnswer } from '../http-answer.ts';
import { messageJson } from './message-json.ts';
import { readJson } from './read-json.ts';

const mostMessages = 1000;

/** The messages of an entity, or with `deadLetter` those that died in it. @throws Refusal not-found. */
export function placeOf(broker: Broker, path: string, query: URLSearchParams): Entity {
  const isDeadLetter = ['', 'true', '1'].includes(query.get('deadLetter') ?? 'false');
  return broker.directory.get(isDeadLetter ? deadLetterPath(broker.directory.get(path).path) : path);
}

/** Lists messages in order, from a sequence number on. */
export function listMessages(broker: Broker, place: Entity, query: URLSearchParams): HttpAnswer {
  const limit = Math.min(Number(query.get('limit') ?? 100) || 100, mostMessages);
  const rows = browse(broker, place, { fromSequence: Number(query.get('from') ?? 0) || 0, limit, session: null });
  return json(200, { messages: rows.map((row) => messageJson(broker, row)) });
}

/** Which messages: some by their numbers, or all. */
const wanted = z.strictObject({ sequenceNumbers: z.union([z.array(z.int()).max(mostMessages), z.literal('all')]) });

/** Does something with messages, and tells with how many. Those that receivers hold are left to them. */
export async function tendMessages(
  broker: Broker,
  place: Entity,
  { verb, body }: { readonly verb: 'resubmit' | 'delete'; readonly body: string },
): Promise<HttpAnswer> {
  const parsed = wanted.safeParse(readJson(body));
  if (!parsed.success) return json(400, { status: 400, title: 'Bad request', detail: z.prettifyError(parsed.error) });
  const { sequenceNumbers } = parsed.data;
  const tend = (rows: readonly MessageRow[]): number =>
    verb === 'resubmit' ? resubmit(broker, place, rows) : discard(broker, rows);
  if (sequenceNumbers !== 'all') {
    const rows = sequenceNumbers.map((sequence) => broker.storage.messages.bySequence(place.id, sequence));
    const count = await durably(broker, () => tend(rows.filter((row) => row !== undefined)));
    return json(200, { count });
  }
  let [count, fromSequence] = [0, 0];
  // In portions, each a transaction of its own: others have their turn between them.
  for (let rows = next(broker, place, fromSequence); rows.length > 0; rows = next(broker, place, fromSequence)) {
    const portion = rows;
    fromSequence = (portion.at(-1)?.sequence ?? fromSequence) + 1;
    count += await durably(broker, () => tend(portion));
  }
  return json(200, { count });
}

function next(broker: Broker, place: Entity, fromSequence: number): MessageRow[] {
  return browse(broker, place, { fromSequence, limit: mostMessages, session: null });
}
