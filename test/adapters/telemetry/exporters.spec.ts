import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { selfSignedCertificate } from '@annal/local-service-bus';
import { afterEach, expect, it, vi } from 'vitest';
import { processGauges, processTelemetry, type Telemetry } from '../../../adapters/telemetry/index.ts';

const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
const settings = { serviceName: 'shop', share: 1, toConsole: false };

/** Takes whatever is posted, as a collector would, and keeps it. */
const collector = async (scheme: 'http' | 'https') => {
  const taken: { readonly path: string; readonly body: unknown }[] = [];
  const take: RequestListener = (request, response) => {
    void buffer(request).then((sent) => {
      const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      taken.push({ path: request.url ?? '', body: JSON.parse(bytes.toString('utf8')) });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ itemsReceived: 1, itemsAccepted: 1, errors: [] }));
    });
  };
  const server = scheme === 'http' ? createServer(take) : createSecureServer(trusted(), take);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, taken };
};

/** What clients of this process trust: one for all, as of two of the same name they would take the first for the second. */
let certificate: { readonly cert: string; readonly key: string } | undefined;

const trusted = () => {
  if (certificate !== undefined) return certificate;
  const { certificate: cert, key } = selfSignedCertificate(Date.now());
  setDefaultCACertificates([...getCACertificates(), cert]);
  return (certificate = { cert, key });
};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const place = (telemetry: Telemetry) =>
  telemetry.span({ name: 'handle', facts: { command: 'PlaceOrder' }, parent }, (span) => {
    telemetry.countRequest(6.1);
    return Promise.resolve(span.traceparent);
  });

it('Azure Monitor gets a span as a dependency within the request of the host, before the process ends', async () => {
  vi.stubEnv('APPLICATION_INSIGHTS_NO_STATSBEAT', 'true');
  const { url, taken } = await collector('https');
  const connectionString = `InstrumentationKey=11111111-1111-4111-8111-111111111111;IngestionEndpoint=${url}/`;
  const telemetry = await processTelemetry({
    ...settings,
    applicationInsights: { connectionString, byIdentity: false },
  });
  await place(telemetry);
  await telemetry.close();
  const envelopes = taken.flatMap(({ body }) => body as { readonly data: { readonly baseType: string } }[]);
  expect(envelopes.filter(({ data }) => data.baseType !== 'MetricData')).toMatchObject([
    {
      tags: {
        'ai.operation.id': '4bf92f3577b34da6a3ce929d0e0e4736',
        'ai.operation.parentId': '00f067aa0ba902b7',
        'ai.cloud.role': 'shop',
      },
      data: {
        baseType: 'RemoteDependencyData',
        baseData: {
          name: 'handle',
          type: 'InProc',
          success: true,
          properties: { 'annal.command': 'PlaceOrder', 'annal.requests': '1', 'annal.charge': '6.1' },
        },
      },
    },
  ]);
});

const lag = { name: 'annal.subscriber.lag', description: 'How late it is.', unit: 's' };

it('Azure Monitor gets each value of a gauge at once, once, and without a sample', async () => {
  vi.stubEnv('APPLICATION_INSIGHTS_NO_STATSBEAT', 'true');
  const { url, taken } = await collector('https');
  const connectionString = `InstrumentationKey=11111111-1111-4111-8111-111111111111;IngestionEndpoint=${url}/`;
  const send = processGauges({ ...settings, applicationInsights: { connectionString, byIdentity: false } });
  await send(lag, [
    { value: 240, facts: { subscriber: 'orders' } },
    { value: 0, facts: { subscriber: 'customers' } },
  ]);
  await send(lag, [{ value: 3, facts: { subscriber: 'orders' } }]);
  const valueOf = (subscriber: string, value: number) => ({
    sampleRate: 100,
    tags: { 'ai.cloud.role': 'shop' },
    data: {
      baseType: 'MetricData',
      baseData: { metrics: [{ name: lag.name, value, count: 1 }], properties: { 'annal.subscriber': subscriber } },
    },
  });
  expect(taken.flatMap(({ body }) => body)).toMatchObject([
    valueOf('orders', 240),
    valueOf('customers', 0),
    valueOf('orders', 3),
  ]);
});

it('a gauge that nobody takes fails no work, and goes nowhere without Application Insights', async () => {
  vi.stubEnv('APPLICATION_INSIGHTS_NO_STATSBEAT', 'true');
  const connectionString =
    'InstrumentationKey=11111111-1111-4111-8111-111111111111;IngestionEndpoint=https://127.0.0.1:1/';
  const away = processGauges({ ...settings, applicationInsights: { connectionString, byIdentity: false } });
  await expect(away(lag, [{ value: 1, facts: {} }])).resolves.toBeUndefined();
  await expect(processGauges(settings)(lag, [{ value: 1, facts: {} }])).resolves.toBeUndefined();
});

it('an OTLP collector gets a span below its address, before the process ends', async () => {
  const { url, taken } = await collector('http');
  const telemetry = await processTelemetry({ ...settings, otlpEndpoint: url });
  const traceparent = await place(telemetry);
  await telemetry.close();
  expect(taken).toMatchObject([
    {
      path: '/v1/traces',
      body: {
        resourceSpans: [
          {
            scopeSpans: [
              { spans: [{ name: 'handle', spanId: traceparent?.split('-')[2], parentSpanId: '00f067aa0ba902b7' }] },
            ],
          },
        ],
      },
    },
  ]);
});

it('a collector that is away fails no work, and holds up no end', async () => {
  const telemetry = await processTelemetry({ ...settings, otlpEndpoint: 'http://127.0.0.1:1' });
  await place(telemetry);
  await expect(telemetry.close()).resolves.toBeUndefined();
});

it('a developer sees one line for each span', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await place(await processTelemetry({ ...settings, toConsole: true }));
  const lines = written.mock.calls.map(([line]) => String(line)).filter((line) => line.startsWith('4bf92f35'));
  expect(lines).toEqual([
    expect.stringMatching(/^4bf92f35 handle \d+\.\d ms command=PlaceOrder requests=1 charge=6\.1\n$/),
  ]);
});
