import { randomUUID } from 'node:crypto';
import type { FoundRegistration, ViewRegistry } from '../../application/generations/view-registry.ts';

/** A registry of views that is forgotten on restart. */
export const inMemoryViewRegistry = (): ViewRegistry => {
  const entries = new Map<string, FoundRegistration>();

  return {
    find: async (name) => entries.get(name),
    save: async (registered, etag) => {
      if (entries.get(registered.name)?.etag !== etag) return 'conflict';
      entries.set(registered.name, { registered: { ...registered }, etag: `"${randomUUID()}"` });
      return 'saved';
    },
  };
};
