import type { StreamId } from '../../domain/modelling/ids.ts';
import type { ReadableEvents } from '../streams/readable-events.ts';
import { lookInDoubt, type Patience } from './patience.ts';

/** A version of a stream that a caller has written, and wants to see in what it reads. */
export interface After {
  readonly streamId: StreamId;
  readonly version: number;
}

/**
 * Why a version is not there. 'late': it does not show yet. 'beyond': the stream has no such version; its newest is given. 'nothing':
 * there is no such stream behind what is read.
 */
export type NotThere =
  { readonly found: 'late' } | { readonly found: 'beyond'; readonly version: number } | { readonly found: 'nothing' };

/**
 * Looks for a version until it shows, never comes, or patience ends. Where there is no such stream at the second look, nobody waits:
 * not at the first, as a stream that has just begun on another instance may not be seen yet.
 */
export const waitFor = async (
  { within, pause }: Patience,
  look: (looks: number) => Promise<'there' | NotThere>,
): Promise<'there' | NotThere> => {
  for (let looks = 1; ; looks += 1) {
    const found = await within(look(looks));
    if (found === 'late') return { found };
    if (found === 'there' || found.found !== 'late' || !(await pause(looks))) return found;
  }
};

/** Why the stream, as far as it can be read, does not have a version; 'there' when it does. Throws where it cannot be read so far. */
export const inStream = <Event extends { readonly type: string }>(
  { version }: After,
  { records, failure }: ReadableEvents<Event>,
  looks: number,
): 'there' | NotThere => {
  const newest = records.at(-1)?.version ?? 0;
  if (newest >= version) return 'there';
  if (failure !== undefined) throw failure;
  if (newest === 0 && looks > 1) return { found: 'nothing' };
  return looks < lookInDoubt ? { found: 'late' } : { found: 'beyond', version: newest };
};
