import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript } from '../end-to-end/run-script.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
let settings: Readonly<Record<string, string>>;
beforeAll(async () => {
  system = await startSystem();
  const { authorization = '' } = await system.as('olga', 'operator');
  settings = { ANNAL_URL: system.url(), ANNAL_TOKEN: authorization.replace('Bearer ', '') };
});
afterAll(() => system.stop());

const views = (...args: readonly string[]) => runScript(settings, 'views.ts', ...args).ended;
const because = ['--reason', 'it is built'] as const;

describe('npm run views', () => {
  it('shows every view with its generations, and marks the live one', async () => {
    const { exitCode, text } = await views('status');
    expect(exitCode).toBe(0);
    expect(text).toContain('orders\n  * generation 1 (orders), ');
    expect(text).toContain('sales-by-day\n  * generation 1 (sales-by-day), ');
  });

  it('switches to the newest generation, which may be the one that is live', async () => {
    const { exitCode, text } = await views('switch', 'orders', ...because);
    expect([exitCode, text]).toEqual([0, expect.stringContaining('orders is read in generation 1')]);
  });

  it('exits with 1 and says why a switch, a way back or a drop is refused', async () => {
    const refused = [
      [['switch', 'nothing'], 'There is no such view.'],
      [['switch', 'orders', '--to', '2'], 'This build declares no such generation.'],
      [['back', 'orders'], 'The view was never switched, so nothing is behind it.'],
      [['drop', 'orders', '--generation', '1'], 'This build still declares the generation.'],
    ] as const;
    for (const [args, reason] of refused)
      expect(await views(...args, ...because)).toEqual({ exitCode: 1, text: expect.stringContaining(reason) });
  });

  it('drops what a generation has left that is not declared, and names its container', async () => {
    const { exitCode, text } = await views('drop', 'orders', '--generation', '7', ...because);
    expect([exitCode, text]).toEqual([0, expect.stringContaining('Delete the container orders.v7 now')]);
  });

  it('exits with 2 and says how it is done for what it cannot understand', async () => {
    const odd = [
      ['switch', 'orders'],
      ['switch', ...because],
      ['back', 'orders', '--force', ...because],
      ['drop', 'orders', ...because],
      ['mend', 'orders'],
    ];
    for (const args of odd)
      expect(await views(...args)).toEqual({ exitCode: 2, text: expect.stringContaining('npm run views -- status') });
  });
});
