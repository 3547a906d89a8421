import { registry } from './registrations.ts';
import azureFunctions from '@azure/functions';
import { beforeEach, describe, expect, it } from 'vitest';
import { traceInvocations } from '../../../adapters/azure-functions/index.ts';
import { recordedTelemetry } from '../../support/recorded-spans.ts';

const host = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
const trace = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;

let tracing = recordedTelemetry();
beforeEach(() => {
  registry.hooks.preInvocation.splice(0);
  registry.hooks.appTerminate.splice(0);
  tracing = recordedTelemetry();
  traceInvocations(tracing);
});

/** Runs a function as the worker does: the hooks may replace its code. */
const run = async (trigger: string, input: unknown, code: () => Promise<unknown>, traceParent = host) => {
  const lines: unknown[] = [];
  const context = new azureFunctions.InvocationContext({
    functionName: 'FollowFeed',
    options: { trigger: { type: trigger, name: 'input' } },
    traceContext: { traceParent },
    logHandler: (_, ...line: unknown[]) => lines.push(...line),
  });
  const called = { hookData: {}, invocationContext: context, functionCallback: code, inputs: [input] };
  for (const hook of registry.hooks.preInvocation) await hook(called);
  return { result: await called.functionCallback(), lines };
};
const work = () => tracing.span({ name: 'work', facts: {} }, () => Promise.resolve('done'));

describe('A run of a function', () => {
  it('returns and throws what its handler returns and throws', async () => {
    expect(await run('cosmosDBTrigger', [], work)).toMatchObject({ result: 'done' });
    await expect(run('cosmosDBTrigger', [], () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  });

  it('is a span of the host when it answers a request, and is not counted again here', async () => {
    await run('httpTrigger', {}, work);
    expect(tracing.spans().map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId])).toEqual([
      ['work', '00f067aa0ba902b7'],
    ]);
  });

  it('is a span when it takes a batch of the feed, linked to the commands that caused it, each once', async () => {
    await run(
      'cosmosDBTrigger',
      [{ traceparent: trace('a') }, { traceparent: trace('b') }, { traceparent: trace('a') }, {}],
      work,
    );
    const [, batch] = tracing.spans();
    expect(batch).toMatchObject({ name: 'FollowFeed', attributes: { 'annal.items': 4 } });
    expect(batch?.links.map(({ context }) => context.traceId)).toEqual(['a'.repeat(32), 'b'.repeat(32)]);
  });

  it('links to at most 32 commands', async () => {
    const batch = Array.from({ length: 100 }, (_, index) => ({
      traceparent: `00-${'1'.repeat(32)}-${String(index + 1).padStart(16, '0')}-01`,
    }));
    await run('cosmosDBTrigger', batch, work);
    expect(tracing.spans().at(-1)?.links).toHaveLength(32);
  });

  it('is a span when it takes a message, linked to the command that caused it', async () => {
    await run('serviceBusTrigger', { traceparent: trace('c') }, work);
    expect(tracing.spans().at(-1)?.links).toMatchObject([{ context: { traceId: 'c'.repeat(32) } }]);
  });

  it('has no links when the input has no trace context, and no parent when the host gives none', async () => {
    await run('serviceBusTrigger', 'no object', work, 'nothing');
    const message = tracing.spans().at(-1);
    expect(message?.links).toEqual([]);
    expect(message?.parentSpanContext).toBeUndefined();
  });

  it('is charged with exactly the store requests made within it', async () => {
    await run('cosmosDBTrigger', [], () => {
      tracing.countRequest(2.5);
      tracing.countRequest(1);
      return Promise.resolve();
    });
    tracing.countRequest(100);
    expect(tracing.spans()[0]?.attributes).toMatchObject({ 'annal.requests': 2, 'annal.charge': 3.5 });
  });

  it('has the lines of its commands in its own log', async () => {
    const { lines } = await run('httpTrigger', {}, () => {
      tracing.log({ command: 'OpenSheet' });
      return Promise.resolve();
    });
    expect(lines).toEqual(['{"command":"OpenSheet"}']);
  });
});

it('The end of the app sends what was recorded', async () => {
  let isClosed = false;
  const close = () => {
    isClosed = true;
    return Promise.resolve();
  };
  registry.hooks.appTerminate.splice(0);
  traceInvocations({ ...tracing, close });
  for (const hook of registry.hooks.appTerminate) await hook({ hookData: {} });
  expect(isClosed).toBe(true);
});
