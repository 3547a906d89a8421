import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyDocuments } from '../../../application/privacy/key-documents.ts';

const one = { wrapped: 'b25l', wrappedBy: 'local:one' };
const other = { wrapped: 'b3RoZXI', wrappedBy: 'local:two' };

/** What every keeper of wrapped keys promises. `make` gives an empty one. */
export const keyDocumentsContract = (name: string, make: () => Promise<KeyDocuments>): void => {
  describe(`${name} keep the promises of wrapped keys`, () => {
    let documents: KeyDocuments;

    beforeEach(async () => {
      documents = await make();
    });

    it('have no key of a subject that never had one', async () => {
      expect(await documents.find('customer-1')).toBeUndefined();
      expect(await documents.exists('customer-1')).toBe(false);
    });

    it('have no key of a subject with a longer name than any store takes', async () => {
      const tooLong = `$${'ä'.repeat(1_025)}` as const;
      expect(await documents.find(tooLong)).toBeUndefined();
      expect(await documents.exists(tooLong)).toBe(false);
    });

    it('say for sure that there is a key, or was one, and change nothing by saying so', async () => {
      await documents.create('customer-1', one);
      expect(await documents.exists('customer-1')).toBe(true);
      expect(await documents.find('customer-1')).toEqual(one);
      await documents.destroy('customer-1');
      expect(await documents.exists('customer-1')).toBe(true);
      expect(await documents.find('customer-1')).toBe('destroyed');
    });

    it('give a key back as it was kept, to its subject only', async () => {
      expect(await documents.create('customer-1', one)).toBe('created');
      expect(await documents.create('$odd/name', other)).toBe('created');
      expect(await documents.find('customer-1')).toEqual(one);
      expect(await documents.find('$odd/name')).toEqual(other);
      expect(await documents.find('customer-2')).toBeUndefined();
    });

    it('never replace a key', async () => {
      await documents.create('customer-1', one);
      expect(await documents.create('customer-1', other)).toBe('taken');
      expect(await documents.find('customer-1')).toEqual(one);
    });

    it('keep one key of many that are made at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => documents.create('customer-1', one)));
      expect(answers.filter((answer) => answer === 'created')).toHaveLength(1);
    });

    it('keep no key of a subject whose key was destroyed, now or later', async () => {
      await documents.create('customer-1', one);
      await documents.destroy('customer-1');
      await documents.destroy('customer-1');
      expect(await documents.find('customer-1')).toBe('destroyed');
      expect(await documents.create('customer-1', other)).toBe('taken');
      expect(await documents.find('customer-1')).toBe('destroyed');
    });

    it('can destroy a key before it was created', async () => {
      await documents.destroy('customer-1');
      expect(await documents.create('customer-1', one)).toBe('taken');
    });
  });
};
