import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frontDoor, type Door } from '../../../scripts/smoke/front-door.ts';
import { smokeTest } from '../../../scripts/smoke/smoke-test.ts';
import { startFakeSystem, type Odd, type Route } from './fake-system.ts';

const project = resolve(import.meta.dirname, '../../..');

/** Short, for what never holds; what does hold may take as long as it needs. */
const impatient = 600;
const patient = 60_000;

const smoke = async (door: Door, patience = patient) => {
  const lines: string[] = [];
  const passed = await smokeTest({ door: frontDoor(door), patience, say: (line) => lines.push(line) });
  return { passed, said: lines.join('\n') };
};

const problem = (status: number, title: string): Odd => ({ status, body: JSON.stringify({ title }) });

describe('The smoke test', () => {
  it('sends one order through the system, cancels it, and prints how long each step took', async () => {
    await using system = await startFakeSystem();
    const { passed, said } = await smoke(system);
    expect(passed).toBe(true);
    expect(system.routes()).toEqual(['health', 'place', 'view', 'list', 'mails', 'cancel']);
    expect(said.match(/^ {2}ok +\S+ m?s {2}\S.*$/gm)).toHaveLength(6);
    expect(said).toMatch(/All of it held, in .+s\.$/);
  });

  it('asks again while something has not happened yet, or the app is starting', async () => {
    const notYet: Partial<Record<Route, Odd>> = {
      health: { status: 404 },
      place: problem(503, 'The store cannot be reached'),
      view: problem(503, 'The view is late'),
      list: { status: 200, body: '{"items":[]}' },
      mails: { status: 200, body: '{"items":[]}' },
      cancel: 'hang up',
    };
    await using system = await startFakeSystem((route, count) => (count === 1 ? notYet[route] : undefined));
    expect((await smoke(system)).passed).toBe(true);
    expect(system.routes()).toHaveLength(12);
  });

  it('repeats a command under the same key, so that one order is placed', async () => {
    await using system = await startFakeSystem((route, count) =>
      route === 'place' && count === 1 ? 'hang up' : undefined,
    );
    await smoke(system);
    const keys = system.received
      .filter(({ route }) => route === 'place')
      .map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^smoke-.+-place$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it.each<[string, Route, Odd, string]>([
    ['is not healthy', 'health', problem(503, 'The event store does not answer'), 'The event store does not answer'],
    ['is something else', 'health', { status: 200, body: '<h1>Welcome</h1>' }, 'no JSON'],
    ['never answers', 'health', 'silence', 'no answer from http://127.0.0.1'],
    ['refuses the order', 'place', problem(422, 'Another order stands under this id'), 'Another order stands'],
    ['loses the order', 'view', problem(404, 'There is no such order'), 'There is no such order'],
    ['shows another version', 'view', { status: 200, body: '{"version":0}' }, 'not what was expected'],
    ['lists nothing', 'list', { status: 200, body: '{"items":[]}' }, '{"items":[]}'],
    ['mails nobody', 'mails', { status: 200, body: '{"items":[]}' }, '{"items":[]}'],
    ['does not cancel', 'cancel', problem(500, 'Nobody has thought of this'), 'Nobody has thought of this'],
  ])('fails when the system %s, and says what it saw', async (_, route, odd, seen) => {
    await using system = await startFakeSystem((asked) => (asked === route ? odd : undefined));
    const { passed, said } = await smoke(system, impatient);
    expect(passed).toBe(false);
    expect(said).toMatch(/^ {2}FAIL /m);
    expect(said).toContain(seen);
    expect(said).not.toContain('All of it');
  });

  it.each<Route>(['view', 'list', 'mails'])('cancels the order although its %s never came', async (route) => {
    await using system = await startFakeSystem((asked) => (asked === route ? { status: 404 } : undefined));
    expect((await smoke(system, impatient)).passed).toBe(false);
    expect(system.routes().at(-1)).toBe('cancel');
  });

  it('places no order in a system that is not healthy', async () => {
    await using system = await startFakeSystem((route) => (route === 'health' ? { status: 503 } : undefined));
    await smoke(system, impatient);
    expect(system.routes()).not.toContain('place');
  });

  it('does not wait for a refusal to change', async () => {
    await using system = await startFakeSystem((route) => (route === 'place' ? problem(422, 'No') : undefined));
    await smoke(system);
    expect(system.routes()).toEqual(['health', 'place']);
  });
});

describe('The smoke test before a closed door', () => {
  it.each<[string, Odd, Partial<Door>, string]>([
    ['a sign-in page', { status: 302, headers: { location: 'https://login.example/' } }, {}, 'https://login.example/'],
    ['nobody named', { status: 401 }, {}, 'ANNAL_TOKEN'],
    ['a token of another app', { status: 401 }, { token: 'secret-1' }, 'the token in ANNAL_TOKEN is not accepted'],
    [
      'a wrong key',
      { status: 401 },
      { functionKey: 'secret-1' },
      'the function key in ANNAL_FUNCTION_KEY is not accepted',
    ],
    ['somebody without a role', { status: 403 }, { token: 'secret-1' }, 'not allowed in'],
  ])('says at once what is missing: %s', async (_, odd, credentials, advice) => {
    await using system = await startFakeSystem(() => odd);
    const { passed, said } = await smoke({ address: system.address, ...credentials });
    expect(passed).toBe(false);
    expect(said).toContain(advice);
    expect(said).not.toContain('secret-1');
    expect(system.received).toHaveLength(1);
  });

  it('shows what it was given at every step', async () => {
    await using system = await startFakeSystem();
    await smoke({ address: system.address, token: 't', functionKey: 'k' });
    const shown = system.received.map(({ headers }) => [headers.authorization, headers['x-functions-key']]);
    expect(shown).toEqual(Array(6).fill(['Bearer t', 'k']));
  });
});

describe('npm run smoke', () => {
  it('ends with 0 when everything held', async () => {
    await using system = await startFakeSystem();
    const run = await runScript([`${system.address}/api/`]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('All of it held');
  });

  it('ends with 1 when a step did not hold', async () => {
    await using system = await startFakeSystem((route) => (route === 'place' ? problem(422, 'No') : undefined));
    expect(await runScript([system.address])).toMatchObject({ code: 1 });
  });

  it('ends with 1 when no system answers', async () => {
    const run = await runScript(['http://127.0.0.1:2', '--patience', '1']);
    expect(run).toMatchObject({ code: 1 });
    expect(run.stdout).toContain('no answer from http://127.0.0.1:2 (ECONNREFUSED)');
  });

  it.each([
    [['annal.azurewebsites.net'], 'Write it out'],
    [['ftp://annal.example'], 'Write it out'],
    [['https://annal.example/api/orders'], 'Only the address of the app, please: "https://annal.example"'],
    [['https://a.example', 'https://b.example'], 'One address, not 2'],
    [['--patience', 'long'], '--patience is a number of seconds'],
    [['--paitence', '3'], "Unknown option '--paitence'"],
  ])('ends with 2 and says how it is run, asked with %j', async (args, message) => {
    const run = await runScript(args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain('npm run smoke -- [URL]');
  });

  it('explains itself when asked', async () => {
    const run = await runScript(['--help']);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('ANNAL_TOKEN');
  });
});

const runScript = (args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((settle) => {
    const env = { PATH: process.env['PATH'] };
    execFile(process.execPath, [join(project, 'scripts/smoke.ts'), ...args], { env }, (error, stdout, stderr) => {
      settle({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
