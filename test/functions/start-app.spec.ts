import { registry } from '../adapters/azure-functions/registrations.ts';
import type { HttpHandler } from '@azure/functions';
import { beforeEach, describe, expect, it } from 'vitest';
import { LiveGenerationNotDeclared } from '../../application/generations/live-declared.ts';
import { readConfig } from '../../functions/configuration.ts';
import { startApp } from '../../functions/start-app.ts';
import { call } from '../adapters/azure-functions/calls.ts';

const written: string[] = [];
const stderr = { write: (text: string) => written.push(text) };
const inAzure = { version: 'v24.1.0', env: { WEBSITE_INSTANCE_ID: 'an-instance' }, stderr };
const onMachine = { ...inAzure, env: {} };
const old = 'v20.20.2';
const withoutSettings = async () => Promise.resolve(readConfig({}));

beforeEach(() => {
  registry.functions.length = 0;
  written.length = 0;
});

/** What the one function of an app that did not start answers. */
const answer = async () => {
  expect(registry.functions.map(({ metadata }) => metadata.name)).toEqual(['AppDidNotStart']);
  return call(registry.functions[0]?.callback as HttpHandler);
};

describe('An app that cannot start in Azure', () => {
  it('has one function, under every route, that answers 503 and logs which settings are missing', async () => {
    await startApp(withoutSettings, inAzure);
    const { status, headers, body, errors } = await answer();
    expect({ status, ...headers }).toMatchObject({
      status: 503,
      'content-type': 'application/problem+json',
      'retry-after': '60',
    });
    expect(body).toMatchObject({ status: 503, detail: expect.stringContaining('COSMOS_DATABASE is missing.') });
    expect(errors).toEqual([expect.stringContaining('COSMOS_DATABASE is missing.')]);
    expect(Object.values(registry.functions[0]?.metadata.bindings ?? {})[0]).toMatchObject({
      route: '{*path}',
      authLevel: 'anonymous',
    });
  });

  it('says in one sentence that its Node is too old, and loads nothing that such a Node could not run', async () => {
    let loads = 0;
    await startApp(() => Promise.resolve((loads += 1)), { ...inAzure, version: old });
    expect((await answer()).body).toMatchObject({
      detail:
        'This app needs Node 24 or newer and was started on Node 20.20.2: set the runtime version of the function app to 24.',
    });
    expect(loads).toBe(0);
  });

  it('says which generation of a view is read that the build has left out', async () => {
    const fault = new LiveGenerationNotDeclared('Generation 1 of sheets is the one that is read.');
    await startApp(() => Promise.reject(fault), inAzure);
    expect((await answer()).body).toMatchObject({ detail: 'Generation 1 of sheets is the one that is read.' });
  });

  it('answers nothing of an error that may hold a secret, which is in the log', async () => {
    await startApp(() => Promise.reject(new Error('AccountKey=secret is no key')), inAzure);
    expect(JSON.stringify(await answer())).not.toContain('secret');
    expect(written.join('')).toContain('AccountKey=secret is no key');
  });
});

describe('An app on a machine of its developer', () => {
  it('fails with what is wrong, so that its host says it and stops', async () => {
    await expect(startApp(withoutSettings, onMachine)).rejects.toThrow('COSMOS_DATABASE is missing.');
    await expect(startApp(withoutSettings, { ...onMachine, version: old })).rejects.toThrow('Node 24 or newer');
    expect(registry.functions).toEqual([]);
  });
});

it('An app that starts has its own functions and no other', async () => {
  await startApp(() => Promise.resolve(), inAzure);
  expect(registry.functions).toEqual([]);
});
