import type { KeyDocuments, WrappedKey } from '../../application/privacy/key-documents.ts';

/** Wrapped keys that are lost on restart, and with them all that was sealed under them. */
export const inMemoryKeyDocuments = (): KeyDocuments => {
  const documents = new Map<string, WrappedKey | 'destroyed'>();

  return {
    find: async (subject) => documents.get(subject),

    exists: async (subject) => documents.has(subject),

    create: async (subject, key) => {
      if (documents.has(subject)) return 'taken';
      documents.set(subject, { ...key });
      return 'created';
    },

    destroy: async (subject) => {
      documents.set(subject, 'destroyed');
    },
  };
};
