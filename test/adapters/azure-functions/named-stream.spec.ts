import './registrations.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { namedStream, operatorRoute, streamParameters } from '../../../adapters/azure-functions/index.ts';
import { trusted, clerksOnly } from './trusted-callers.ts';
import { call } from './calls.ts';

/** Answers with the stream that it was asked for. */
const route = operatorRoute(trusted, {
  name: 'NameStream',
  roles: clerksOnly,
  path: 'streams/{streamId}/name',
  parameters: z.strictObject(streamParameters(200)),
  answers: z.object({ streamId: z.string() }),
  handle: async (named) => ({ body: { streamId: namedStream(named) } }),
});
const asked = (streamId: string, query = '') =>
  call(route, {
    method: 'POST',
    url: `/api/ops/streams/${encodeURIComponent(streamId)}/name${query}`,
    params: { streamId },
  });

describe('The stream that an operator means', () => {
  it('is the one in the path', async () => {
    expect(await asked('order-1')).toMatchObject({ status: 200, body: { streamId: 'order-1' } });
  });

  it.each(['order-a/b', 'order-1 ', ' order-1', 'order-1\n', '../order-1', 'order-%2F', '-'])(
    'is the one in the query, whatever it is made of (%j)',
    async (stream) => {
      const query = `?stream=${encodeURIComponent(stream)}`;
      expect(await asked('-', query)).toMatchObject({ status: 200, body: { streamId: stream } });
    },
  );

  it.each([
    ['path and query name one each', 'order-1', '?stream=order-2'],
    ['neither names one', '-', ''],
    ['the query names nothing', '-', '?stream='],
  ])('is refused where %s', async (_, path, query) => {
    expect(await asked(path, query)).toMatchObject({ status: 400, body: { errors: [{ path: 'stream' }] } });
  });
});
