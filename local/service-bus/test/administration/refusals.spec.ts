import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { administrationOf } from '../support/administration.ts';
import { failureOf, givenBroker } from '../support/broker.ts';

async function given() {
  const server = await givenBroker({ declare: { queues: [{ name: 'orders' }], topics: [{ name: 'events' }] } });
  return { server, admin: administrationOf(server) };
}

describe('administration', () => {
  it('refuses a wrong key', async () => {
    const { server } = await given();
    const connectionString = server.connectionString.replace(/SharedAccessKey=[^;]*/, 'SharedAccessKey=d3Jvbmc=');
    const stranger = administrationOf(server, { connectionString });
    expect(await failureOf(stranger.getQueue('orders'))).toMatchObject({
      statusCode: 401,
      code: 'UnauthorizedRequestError',
    });
  });

  it('refuses who brings no token, or one for another entity', async () => {
    const { server, admin } = await given();
    const address = `${server.administrationUrl}/orders?api-version=2021-05`;
    expect((await fetch(address)).status).toBe(401);
    const { _response } = await admin.getTopic('events');
    const authorization = _response.request.headers.get('authorization') ?? '';
    expect((await fetch(address, { headers: { authorization } })).status).toBe(401);
    const ofTopic = await fetch(address.replace('orders', 'events'), { headers: { authorization } });
    expect(ofTopic.status).toBe(200);
  });

  it('refuses a page of another site, with words that its client sees', async () => {
    const { server, admin } = await given();
    const page = administrationOf(server, { headers: { origin: 'https://evil.example' } });
    expect(await failureOf(page.deleteQueue('orders'))).toMatchObject({
      statusCode: 403,
      message: expect.stringMatching(/^A page of https:\/\/evil\.example sent the request/),
    });
    expect(await admin.queueExists('orders')).toBe(true);
  });

  it.each([
    { host: 'evil.example', status: 403 },
    { host: 'bus.internal:5300', status: 403 },
    { host: 'localhost:5300', status: 200 },
    { host: '[::1]', status: 200 },
  ])('answers $status to a signed request that calls this machine $host', async ({ host, status }) => {
    const { server, admin } = await given();
    const { _response } = await admin.getQueue('orders');
    const authorization = _response.request.headers.get('authorization') ?? '';
    const address = `${server.administrationUrl}/orders?api-version=2021-05`;
    const asking = request(address, { headers: { host, authorization } }).end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, expect.stringContaining('xml')]);
    expect((await text(answer)).includes('<Code>403</Code><Detail>The Host header is ')).toBe(status === 403);
  });

  it('names what is not there, and what is there already, as Azure does', async () => {
    const { admin } = await given();
    const missing = { statusCode: 404, code: 'MessageEntityNotFoundError' };
    expect(await failureOf(admin.getQueue('nowhere'))).toMatchObject(missing);
    expect(await failureOf(admin.deleteTopic('nowhere'))).toMatchObject(missing);
    expect(await failureOf(admin.getSubscription('events', 'nowhere'))).toMatchObject(missing);
    expect(await failureOf(admin.createSubscription('nowhere', 'x'))).toMatchObject(missing);
    const orders = await admin.getQueue('orders');
    expect(await failureOf(admin.updateQueue({ ...orders, name: 'nowhere' }))).toMatchObject(missing);
    const there = { statusCode: 409, code: 'MessageEntityAlreadyExistsError' };
    expect(await failureOf(admin.createQueue('ORDERS'))).toMatchObject(there);
    expect(await failureOf(admin.createTopic('orders'))).toMatchObject(there);
    expect(await failureOf(admin.createQueue('orders'))).toMatchObject({
      message: expect.stringMatching(/^The messaging entity 'orders' already exists/),
    });
  });

  it.each([
    { lockDuration: 'PT6M' },
    { lockDuration: 'PT4S' },
    { maxSizeInMegabytes: 3333 },
    { userMetadata: 'x'.repeat(1025) },
    { lockDuration: 'six' },
    { maxDeliveryCount: 0 },
    { maxDeliveryCount: 2001 },
    { maxMessageSizeInKilobytes: 512 },
    { maxMessageSizeInKilobytes: 102_401 },
    { autoDeleteOnIdle: 'PT1M' },
    { duplicateDetectionHistoryTimeWindow: 'P8D' },
    { status: 'Restoring' as const },
    { forwardTo: 'nowhere' },
    { forwardTo: 'bad' },
    { forwardTo: 'orders', requiresSession: true },
  ])('refuses a queue with %j, and makes none', async (options) => {
    const { admin } = await given();
    const failure = await failureOf(admin.createQueue('bad', options));
    expect(failure).toMatchObject({ statusCode: 400, code: 'ServiceError' });
    expect(failure).toHaveProperty('message', expect.stringMatching(/^SubCode=40000/));
    expect(await admin.queueExists('bad')).toBe(false);
  });

  it('says between which sizes the largest message may be, as Azure does', async () => {
    const { admin } = await given();
    expect(await failureOf(admin.createQueue('bad', { maxMessageSizeInKilobytes: 1023 }))).toMatchObject({
      message: expect.stringContaining("value for 'MaxMessageSizeInKilobytes' must be between 1024 and 102400"),
    });
  });

  it('says which sizes an entity may have, as Azure does', async () => {
    const { admin } = await given();
    expect(await failureOf(admin.createTopic('bad', { maxSizeInMegabytes: 3333 }))).toMatchObject({
      message: expect.stringContaining(
        'The specified value 3333 is invalid. The property MaxSizeInMegabytes, must be one of the following values: 1024;2048',
      ),
    });
  });

  it('takes what is just within the limits', async () => {
    const { admin } = await given();
    const options = { lockDuration: 'PT5S', maxSizeInMegabytes: 5120, userMetadata: 'x'.repeat(1024) };
    expect(await admin.createQueue('good', options)).toMatchObject(options);
    expect(await admin.updateQueue({ ...(await admin.getQueue('good')), lockDuration: 'PT5M' })).toMatchObject({
      ...options,
      lockDuration: 'PT5M',
    });
  });

  it.each(['-begins', 'with space', 'x'.repeat(261)])('refuses the name %s', async (name) => {
    const { admin } = await given();
    expect(await failureOf(admin.createQueue(name))).toMatchObject({ statusCode: 400 });
  });

  it('refuses what is no description', async () => {
    const { server, admin } = await given();
    const { _response } = await admin.getQueue('orders');
    const authorization = _response.request.headers.get('authorization') ?? '';
    const bodies = ['', 'text', '<entry>', '<entry><content/></entry>', '<a/><b/>', '<entry><content></entry>'];
    for (const body of [...bodies, '<entry>'.repeat(50)]) {
      const address = `${server.administrationUrl}/orders?api-version=2021-05`;
      const headers = { authorization, 'if-match': '*' };
      expect((await fetch(address, { method: 'PUT', headers, body })).status).toBe(400);
    }
  });
});
