import { PatchOperationType, type Container } from '@azure/cosmos';
import { z } from 'zod';
import { notesWith, parkedNote, type ParkedNote } from '../../application/feed/parking-lot.ts';
import { deleteItem, readItem } from './items.ts';
import { isMissingItem, statusOf } from './store-errors.ts';

/** Where a parked document lies. */
interface ItemKey {
  readonly id: string;
  readonly partition: string;
}

/** Notes that a commit was held back. A patch, because the document may be large. It must change the etag. A count that is not a number starts again. */
export const holdBackOnce = async (
  container: Container,
  { id, partition }: ItemKey,
  { version, abortSignal }: { readonly version: number | undefined; readonly abortSignal: AbortSignal },
): Promise<'heldBack' | 'notParked'> => {
  const noted = version === undefined ? [] : [{ op: PatchOperationType.set, path: '/heldBackTo', value: version }];
  const patch = (op: 'incr' | 'set') =>
    container.item(id, partition).patch([{ op, path: '/heldBack', value: 1 }, ...noted], { abortSignal });
  try {
    await patch('incr').catch((error: unknown) => {
      if (statusOf(error) === 400) return patch('set');
      throw error;
    });
    return 'heldBack';
  } catch (error) {
    if (isMissingItem(error)) return 'notParked';
    throw error;
  }
};

/** Adds a note to a parked document. False when it was changed in between. A patch, because it may be large. */
export const noteOnce = async (
  container: Container,
  key: ItemKey,
  { note, abortSignal }: { readonly note: ParkedNote; readonly abortSignal: AbortSignal },
): Promise<boolean> => {
  const found = await readItem(container, key, abortSignal);
  if (found === undefined) return true;
  const { _etag: condition, notes } = notedMark.parse(found);
  const operations = [{ op: PatchOperationType.set, path: '/notes', value: notesWith(notes, note) }];
  try {
    const accessCondition = { type: 'IfMatch', condition };
    await container.item(key.id, key.partition).patch(operations, { abortSignal, accessCondition });
    return true;
  } catch (error) {
    if (isMissingItem(error)) return true;
    if (statusOf(error) === 412) return false;
    throw error;
  }
};

/** Removes a parked document as it was seen. */
export const releaseOnce = async (
  container: Container,
  key: ItemKey,
  { revision, abortSignal }: { readonly revision: string; readonly abortSignal: AbortSignal },
): Promise<'released' | 'changed'> => {
  try {
    await deleteItem(container, key, abortSignal, revision);
    return 'released';
  } catch (error) {
    if (statusOf(error) === 412) return 'changed';
    throw error;
  }
};

const notedMark = z.object({ _etag: z.string(), notes: z.array(parkedNote).optional().catch(undefined) });
