import type { OwnerField } from '../../domain/modelling/owner.ts';
import type { Reach } from '../callers/reach.ts';
import type { DocumentFilter } from './read-model.ts';

/** What is asked for, cut down to what is within reach: to the partition of the owner, or by the field with its id. */
export const withinReach =
  (
    { owner, partition }: { readonly owner: OwnerField; readonly partition: { readonly field: string } },
    reach: Reach,
  ) =>
  <Asked extends DocumentFilter>(asked: Asked): Asked | 'nothing' => {
    if (reach === 'all' || owner === 'everybody') return asked;
    if (owner.field !== partition.field) return { ...asked, ownedBy: { field: owner.field, ownerId: reach.ownerId } };
    if (asked.partition !== undefined && asked.partition !== reach.ownerId) return 'nothing';
    return { ...asked, partition: reach.ownerId };
  };
