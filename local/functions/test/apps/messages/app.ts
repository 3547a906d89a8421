import { setTimeout as pause } from 'node:timers/promises';
import { app, type InvocationContext } from '@azure/functions';

interface Work {
  readonly name?: string;
  /** How often this message fails. */
  readonly fails?: number;
  /** How long it takes, in milliseconds. */
  readonly takes?: number;
}

const connection = 'SERVICE_BUS';
const running = new Map<string, number>();

/** Tells when it begins and ends, with its metadata, and fails as the message asks. */
async function handler(message: unknown, context: InvocationContext): Promise<void> {
  const { name, fails = 0, takes = 0 } = message as Work;
  const { triggerMetadata: metadata = {} } = context;
  const key = `${context.functionName}/${JSON.stringify(metadata['sessionId'])}`;
  running.set(key, (running.get(key) ?? 0) + 1);
  context.log(JSON.stringify({ name, message, metadata, atOnce: running.get(key) }));
  await pause(takes);
  running.set(key, (running.get(key) ?? 1) - 1);
  if (Number(metadata['deliveryCount']) <= fails) throw new Error(`cannot take ${name}`);
  context.log(JSON.stringify({ name, done: true }));
}

app.serviceBusQueue('work', { connection, queueName: '%QUEUE%', handler });
app.serviceBusTopic('in-order', {
  connection,
  topicName: 'events',
  subscriptionName: 'mail',
  isSessionsEnabled: true,
  handler,
});
app.serviceBusQueue('bulk', { connection, queueName: 'bulk', cardinality: 'many', handler });
