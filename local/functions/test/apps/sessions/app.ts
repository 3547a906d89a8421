import { app, type InvocationContext } from '@azure/functions';

const connection = 'SERVICE_BUS';
const released = Promise.withResolvers<undefined>();

/** Tells the names of its messages, and when it is done with them. One that is called `held` takes until it is released. */
async function handler(message: unknown, context: InvocationContext): Promise<void> {
  const names = [message].flat();
  context.log(JSON.stringify({ began: names }));
  if (names.includes('held')) await released.promise;
  context.log(JSON.stringify({ done: names }));
}

app.serviceBusQueue('one', { connection, queueName: 'one', isSessionsEnabled: true, handler });
app.serviceBusQueue('many', { connection, queueName: 'many', isSessionsEnabled: true, cardinality: 'many', handler });

app.http('release', {
  authLevel: 'anonymous',
  handler: () => {
    released.resolve(undefined);
    return {};
  },
});

/** Loses a promise that fails: with an error of the app's, or with one that has an AMQP condition. */
app.http('lose', {
  authLevel: 'anonymous',
  handler: (request) => {
    const condition = request.query.get('condition');
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- What comes over the wire is no Error.
    void Promise.reject(condition === null ? new Error('lost by the app') : { condition, description: 'lost' });
    return {};
  },
});
