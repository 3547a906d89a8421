import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Connection, EventContext, Message, Sender } from 'rhea';

/** Asks the management node of an entity, as clients of other versions and languages do. Gives the answer. */
export async function requestManagement(
  connection: Connection,
  entity: string,
  operation: string,
  body: Record<string, unknown>,
): Promise<Message> {
  const address = `${entity}/$management`;
  const name = `answers-${randomUUID()}`;
  const answers = connection.open_receiver({ name, source: address, target: name });
  const questions: Sender = connection.open_sender({ target: address });
  await Promise.all([once(answers, 'receiver_open'), once(questions, 'sendable')]);
  const answer = once(answers, 'message') as Promise<[EventContext]>;
  questions.send({ message_id: name, reply_to: name, application_properties: { operation }, body });
  const [{ message }] = await answer;
  answers.close();
  questions.close();
  if (!message) throw new Error('There was an answer without a message.');
  return message;
}
