import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { View } from '../../domain/modelling/view.ts';
import type { MeasuredSubscriber } from '../feed/measured-subscriber.ts';
import { documentsReached } from '../views/documents/documents-reached.ts';
import { projector, type Projecting } from '../views/documents/projector.ts';
import { totalProjector, type Totalling } from '../views/totals/total-projector.ts';
import { totalsReached } from '../views/totals/totals-reached.ts';
import type { Capabilities } from './capabilities.ts';

/** Makes the projector of a view, which is measured by its documents. */
export const followingWith =
  (following: Omit<Projecting<never>, 'readModel'>, { readModel }: Pick<Capabilities, 'readModel'>) =>
  <Types extends EventTypes, Shape extends object>(view: View<Types, Shape>): MeasuredSubscriber => {
    const ports = { ...following, readModel: readModel(view) };
    return { ...projector(view, ports), reached: documentsReached(view, ports) };
  };

/** Makes the projector of a total, which is measured by its contributions. */
export const countingWith =
  (counting: Omit<Totalling<never>, 'contributions'>, { contributions }: Pick<Capabilities, 'contributions'>) =>
  <Types extends EventTypes, Folded extends object, Row extends object>(
    total: Total<Types, Folded, Row>,
  ): MeasuredSubscriber => {
    const ports = { ...counting, contributions: contributions(total) };
    return { ...totalProjector(total, ports), reached: totalsReached(total, ports) };
  };
