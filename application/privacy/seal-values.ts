import type { StreamId } from '../../domain/modelling/ids.ts';
import { erasedText, type FieldPath } from '../../domain/modelling/personal.ts';
import { UnreadableCommit } from '../streams/event-codec.ts';
import { placeOfField } from './encrypt-commit.ts';
import type { PersonalKeys } from './personal-keys.ts';
import { openIn, replaceAt, sealAt } from './personal-values.ts';

/** Where data that was derived from an event is kept: the event, and the name of what is derived. */
export interface DerivedPlace {
  readonly streamId: StreamId;
  readonly version: number;
  readonly of: string;
}

type Data = Readonly<Record<string, unknown>>;

const placeIn = ({ streamId, version, of }: DerivedPlace, path: FieldPath): string =>
  placeOfField(streamId, version, [of, ...path]);

/** Seals the text at these paths of derived data under the key of its stream. That of an erased subject becomes `[erased]`. */
export const sealingWith =
  (keys: Pick<PersonalKeys, 'toSeal'>) =>
  async (place: DerivedPlace, data: Data, paths: readonly FieldPath[]): Promise<Data> => {
    if (paths.length === 0) return data;
    const key = await keys.toSeal(place.streamId);
    return key === 'erased'
      ? replaceAt(data, paths, () => erasedText)
      : sealAt(data, paths, (text, path) => key.seal(text, placeIn(place, path)));
  };

/**
 * Opens what {@link sealingWith} has sealed; `show` gives each text as its reader may see it. What is erased reads `[erased]`. Throws
 * {@link UnreadableCommit} when the key is lost, or a value is damaged or not in its place; and StoreUnavailable.
 */
export const openingWith =
  (keys: Pick<PersonalKeys, 'toOpen'>) =>
  async (place: DerivedPlace, data: Data, show: (text: string) => string): Promise<Data> => {
    if (!holdsSealed(data)) return data;
    const key = await keys.toOpen(place.streamId);
    if (key === 'missing') throw new UnreadableCommit(`The key of ${place.streamId} is missing: it was lost.`);
    if (key === 'erased') return openIn(data, () => erasedText);
    return openIn(data, (sealed, path) => {
      const text = key.open(sealed, placeIn(place, path));
      return text === erasedText ? text : show(text);
    });
  };

const holdsSealed = (data: Data): boolean => {
  let found = false;
  openIn(data, () => {
    found = true;
    return '';
  });
  return found;
};
