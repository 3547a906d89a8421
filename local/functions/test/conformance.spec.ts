import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustBeSeen } from './conformance/background-work.ts';
import { httpCalls, streamedCalls, type HttpCall } from './conformance/http-calls.ts';
import { startApp, type Form, type RunningApp } from './conformance/running-app.ts';

const forms: readonly Form[] = ['the sources', 'the bundle'];

/** Makes one call of a running app, and holds its answer against what is written down. */
const hold = async (app: RunningApp, { ask, headers = {}, body, status, answers, bears = {} }: HttpCall) => {
  const withKeys = (text: string) => text.replace('KEY', app.keys.host).replace('MASTER', app.keys.master);
  const [method = '', path = ''] = ask.split(' ');
  const sent = Object.entries(headers).map(([name, value]) => [name, withKeys(value)]);
  const init = { method, headers: Object.fromEntries(sent) as Record<string, string> };
  const response = await fetch(app.url + withKeys(path), body === undefined ? init : { ...init, body });
  expect(response.status).toBe(status);
  const cookies = response.headers.getSetCookie().join(', ');
  expect({ ...Object.fromEntries(response.headers), 'set-cookie': cookies }).toMatchObject(bears);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (Buffer.isBuffer(answers)) expect(bytes).toEqual(answers);
  else if (typeof answers === 'object') expect(JSON.parse(bytes.toString())).toMatchObject(answers);
  else if (answers !== undefined) expect(bytes.toString()).toBe(answers);
};

describe.each(forms)('An app gives from %s the answers that are written down', (form) => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp(join(import.meta.dirname, 'apps/conformance'), form);
  });
  afterAll(() => app.stop());

  it.each(httpCalls.map((call) => [call.ask, call] as const))('to %s', (_, call) => hold(app, call));

  it('to a body that is larger than the host takes', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const headers = { 'content-length': 100 * 1024 * 1024 + 1 };
    request(`${app.url}/v1/reversed`, { method: 'POST', headers }, ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .flushHeaders();
    expect(await promise).toBe(413);
  });

  it.each(Object.keys(mustBeSeen))('for the work of %s', async (name) => {
    const seen = async () => ((await (await fetch(`${app.url}/v1/seen`)).json()) as Record<string, unknown[]>)[name];
    await expect.poll(seen).toEqual(mustBeSeen[name]);
  });
});

describe.each(forms)('An app that streams gives from %s the answers that are written down', (form) => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp(join(import.meta.dirname, 'apps/streaming'), form);
  });
  afterAll(() => app.stop());

  it.each(streamedCalls.map((call) => [call.ask, call] as const))('to %s', (_, call) => hold(app, call));
});
