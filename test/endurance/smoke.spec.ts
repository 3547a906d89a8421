import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frontDoor } from '../../scripts/smoke/front-door.ts';
import { smokeTest } from '../../scripts/smoke/smoke-test.ts';
import { request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

describe('The smoke test against the whole system', () => {
  it('holds, and leaves one order behind, which is cancelled', async () => {
    const lines: string[] = [];
    const door = frontDoor({ address: system.url(), token: await system.token('smoke-test', 'clerk') });
    const passed = await smokeTest({ door, patience: 60_000, say: (line) => lines.push(line) });
    expect(lines.filter((line) => line.includes('FAIL'))).toEqual([]);
    expect(passed).toBe(true);
    const orderId = /smoke-[\w-]+/.exec(lines.join())?.[0] ?? '';
    const { body } = await request(`${system.url()}/api/orders/${orderId}/history`, {
      headers: { authorization: `Bearer ${await system.token('auditor', 'auditor')}` },
    });
    expect(body).toMatchObject({ entries: [{ type: 'OrderPlaced' }, { type: 'OrderCancelled' }] });
  });
});
