import type { DocumentKey } from '../application/views/read-model.ts';

/** Where the joined document of a key lies. No part has such an id: theirs begin with `from:`, or are digests of such names. */
export const joinedKeyOf = (key: string): DocumentKey => ({ id: `joined:${key}`, partition: key });
