import { app, output, type InvocationContext } from '@azure/functions';

/** What background functions saw, for GET /v1/seen. */
const seen: Record<string, unknown[]> = {};
const note = (name: string, what: unknown) => (seen[name] ??= []).push(what);
app.get('seen', () => ({ jsonBody: seen }));

interface Thing {
  readonly id: string;
  /** How often a batch with this thing fails. */
  readonly fails?: number;
}

const feed = {
  connection: 'COSMOS',
  databaseName: 'shop',
  containerName: 'things',
  startFromBeginning: true,
  maxItemsPerInvocation: 2,
  feedPollDelay: 20,
};
const tries = new Map<string, number>();
const take = (documents: unknown, { functionName, retryContext, triggerMetadata }: InvocationContext): void => {
  const things = documents as Thing[];
  note(functionName, {
    ids: things.map(({ id }) => id),
    retry: retryContext && { count: retryContext.retryCount, max: retryContext.maxRetryCount },
    reason: retryContext?.exception?.message,
    triggerMetadata,
  });
  for (const { id, fails = 0 } of things) {
    const key = `${functionName} ${id}`;
    const count = (tries.get(key) ?? 0) + 1;
    tries.set(key, count);
    if (count <= fails) throw new Error(`cannot take ${id}`);
  }
};
const retry = { strategy: 'fixedDelay', maxRetryCount: 1, delayInterval: 400 } as const;
app.cosmosDB('feed-retried', { ...feed, leaseContainerPrefix: 'retried', retry, handler: take });
app.cosmosDB('feed-once', { ...feed, leaseContainerPrefix: 'once', handler: take });

const connection = 'SERVICE_BUS';
const answers = output.serviceBusQueue({ connection, queueName: 'answers' });
app.serviceBusQueue('one', {
  connection,
  queueName: 'one',
  extraOutputs: [answers],
  handler: (message: unknown, context) => {
    const { deliveryCount, messageId, subject, correlationId, applicationProperties, word, label } =
      context.triggerMetadata ?? {};
    note('one', { message, deliveryCount, messageId, subject, correlationId, applicationProperties, word, label });
    context.extraOutputs.set(answers, { heard: message });
    if (message === 'poison' && Number(deliveryCount) < 3) throw new Error('not yet');
  },
});
app.serviceBusQueue('many', {
  connection,
  queueName: 'many',
  cardinality: 'many',
  handler: (messages: unknown, { triggerMetadata }) => {
    const { messageIdArray = [], applicationPropertiesArray = [] } = triggerMetadata ?? {};
    for (const [index, message] of (messages as unknown[]).entries())
      note('many', {
        message,
        messageId: (messageIdArray as unknown[])[index],
        applicationProperties: (applicationPropertiesArray as unknown[])[index],
      });
  },
});
app.serviceBusQueue('heard', { connection, queueName: 'answers', handler: (message) => void note('heard', message) });
app.timer('timer', { schedule: '0 0 1 1 1 *', handler: (timer) => void note('timer', timer) });
app.warmup('warm', { handler: (context) => void note('warm', context) });
