import { afterEach, describe, expect, it } from 'vitest';
import { answerRequest } from '../http/answer-request.ts';
import { crossOrigin, type CrossOriginRules } from '../http/cross-origin.ts';
import { emptyAnswer } from '../http/response-data.ts';
import { listen, type HttpListener } from '../http/serve.ts';

let listener: HttpListener;
afterEach(() => listener.close());

/** A host without functions: every path is 404, unless the host itself has something to say. */
const askWith = async (rules: CrossOriginRules | undefined, method: string, headers: Record<string, string>) => {
  const host = {
    routes: [],
    keys: undefined,
    crossOrigin: crossOrigin(rules),
    ownPages: () => undefined,
    call: () => Promise.resolve(emptyAnswer(500)),
  };
  listener = await listen(0, (request) => answerRequest(host, request));
  const response = await fetch(`http://127.0.0.1:${listener.port}/api/x`, { method, headers });
  const cors = [...response.headers].filter(([name]) => name.startsWith('access-control') || name === 'vary');
  return { status: response.status, ...Object.fromEntries(cors) };
};
const page = 'http://localhost:3000';
const preflight = { origin: page, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-a,x-b' };

describe('A page of another origin', () => {
  it('is not let in without rules, and its preflight is a request like any other', async () => {
    expect(await askWith(undefined, 'OPTIONS', preflight)).toEqual({ status: 404 });
  });

  it('may call with any method and any header when its origin is named', async () => {
    const rules = { origins: ['http://localhost:4000', page], credentials: false };
    expect(await askWith(rules, 'OPTIONS', preflight)).toEqual({
      status: 204,
      vary: 'Origin',
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'x-a,x-b',
    });
  });

  it('is told nothing when its origin is another one', async () => {
    const rules = { origins: ['http://localhost:4000'], credentials: true };
    expect(await askWith(rules, 'OPTIONS', preflight)).toEqual({ status: 204, vary: 'Origin' });
  });

  it('may read the answer, also to a failure, with cookies where the settings say so', async () => {
    expect(await askWith({ origins: [page], credentials: true }, 'GET', { origin: page })).toEqual({
      status: 404,
      vary: 'Origin',
      'access-control-allow-origin': page,
      'access-control-allow-credentials': 'true',
    });
  });

  it('is let in wherever it is from when the origin is *', async () => {
    expect(await askWith({ origins: ['*'], credentials: false }, 'GET', { origin: page })).toEqual({
      status: 404,
      'access-control-allow-origin': '*',
    });
  });

  it('is no matter for a caller that is no page', async () => {
    expect(await askWith({ origins: ['*'], credentials: false }, 'GET', {})).toEqual({ status: 404 });
  });
});
