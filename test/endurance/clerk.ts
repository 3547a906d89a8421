import { expect } from 'vitest';
import { request } from '../end-to-end/client.ts';
import type { RunningSystem } from '../end-to-end/running-system.ts';

/** A clerk who works over HTTP on a system that may die at any time. */
export const clerkOf = async (system: RunningSystem) => {
  const headers = await system.as('carol', 'clerk');
  return {
    /** Sends a command, and fails when it is refused. */
    send: async (path: string, body: unknown): Promise<void> => {
      const { status, body: answer } = await request(`${system.url()}/api/${path}`, { body, headers });
      expect([200, 201], JSON.stringify(answer)).toContain(status);
    },
    /** The types of an entity's events, none when there is no such entity. From the history, which is never late. */
    eventsOf: async (entity: string): Promise<readonly string[]> => {
      const { status, body } = await request(`${system.url()}/api/${entity}/history?limit=100`, { headers });
      return status === 200 ? (body as { entries: { type: string }[] }).entries.map(({ type }) => type) : [];
    },
  };
};
