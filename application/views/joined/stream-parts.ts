import type { EventOf, EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { JoinedSourceDeclaration } from '../../../domain/modelling/joined.ts';
import type { Recorded } from '../../../domain/modelling/recorded.ts';
import { placesAfter, type Placed, type StreamContributions } from '../contributions/stream-contributions.ts';

/** As much of a source as says what a stream is part of. */
export type Parting<Types extends EventTypes, Folded extends object, Part extends object> = Pick<
  JoinedSourceDeclaration<Types, Folded, Part>,
  'fold' | 'parts'
>;

/** What a stream is part of after one more event: every document that it ever was part of stays listed. */
export const partsAfter =
  <Types extends EventTypes, Folded extends object, Part extends object>({
    fold,
    parts,
  }: Parting<Types, Folded, Part>) =>
  (
    before: StreamContributions<Folded, Part>,
    recorded: Recorded<EventOf<Types>>,
  ): StreamContributions<Folded, Part> => {
    const { version } = recorded;
    const folded = fold(before.folded, recorded);
    const now = folded === undefined ? [] : parts(folded).map(({ key, part }) => [key, placed(key, part)] as const);
    const isSame = (one: Part | undefined, other: Part | undefined): boolean =>
      JSON.stringify(one) === JSON.stringify(other);
    return { version, folded, places: placesAfter(before.places, new Map(now), { version, isSame }) };
  };

const placed = <Part>(key: string, value: Part): Placed<Part> => ({ place: { partition: key, key: {} }, value });
