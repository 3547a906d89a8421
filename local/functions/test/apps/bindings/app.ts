import { setTimeout as pause } from 'node:timers/promises';
import { app, input, output } from '@azure/functions';

const shop = { connection: 'COSMOS', databaseName: '%DATABASE%', containerName: 'things' };
const thing = input.cosmosDB({ ...shop, id: '{id}', partitionKey: '{Query.kind}' });
const sameKind = input.cosmosDB({ ...shop, sqlQuery: 'SELECT c.id FROM c WHERE c.kind = {kind} ORDER BY c.id' });
const documents = output.cosmosDB(shop);
const messages = output.serviceBusQueue({ connection: 'SERVICE_BUS', queueName: 'work' });

app.http('read-thing', {
  methods: ['GET'],
  route: 'things/{id}',
  extraInputs: [thing],
  handler: (_, context) => ({ jsonBody: { thing: context.extraInputs.get(thing) ?? 'none' } }),
});
app.http('by-kind', {
  methods: ['POST'],
  extraInputs: [sameKind],
  handler: (_, context) => ({ jsonBody: context.extraInputs.get(sameKind) }),
});
app.http('write', {
  methods: ['POST'],
  extraOutputs: [documents, messages],
  handler: async (request, context) => {
    const body = (await request.json()) as { documents?: unknown; messages?: unknown };
    context.extraOutputs.set(documents, body.documents);
    context.extraOutputs.set(messages, body.messages);
    return { status: 201 };
  },
});
app.serviceBusQueue('forward', {
  connection: 'SERVICE_BUS',
  queueName: 'forwarded',
  return: output.cosmosDB(shop),
  handler: (message) => message,
});
app.warmup('warm', { handler: (_, context) => context.log('warm') });
app.get('hangs', async () => {
  await pause(60_000, undefined, { ref: false });
  return {};
});
