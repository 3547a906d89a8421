import { expect } from 'vitest';
import type { RunningSystem } from '../../../application/system/run.ts';
import { asBob, specTime as at } from '../../support/as-bob.ts';
import { part, wish } from '../../support/wishes/index.ts';

let sent = 0;

/** The trace of all that people do. */
export const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** What people do with wishes and parts. Each command has an id of its own. */
export const commandsOf = ({ handlerOf }: Pick<RunningSystem, 'handlerOf'>) => {
  const provenance = () => ({ ...asBob(`bob-${(sent += 1)}`), correlationId: 'case-7', traceparent });
  return {
    makeWish: async (entityId: string, ...parts: string[]) => {
      const command = { type: 'MakeWish', data: { parts }, at } as const;
      const ended = await handlerOf(wish)({ entityId, command, provenance: provenance(), reach: 'all' });
      expect(ended.outcome).toBe('accepted');
    },
    withdrawWish: async (entityId: string) =>
      handlerOf(wish)({
        ...{ entityId, provenance: provenance(), reach: 'all' },
        command: { type: 'WithdrawWish', data: {}, at },
      }),
    holdPart: async (entityId: string, by: string) =>
      handlerOf(part)({
        ...{ entityId, provenance: provenance(), reach: 'all' },
        command: { type: 'HoldPart', data: { by }, at },
      }),
    freePart: async (entityId: string, by: string) =>
      handlerOf(part)({
        ...{ entityId, provenance: provenance(), reach: 'all' },
        command: { type: 'FreePart', data: { by }, at },
      }),
  };
};
