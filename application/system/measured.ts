import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Joined } from '../../domain/modelling/joined.ts';
import type { Log } from '../../domain/modelling/log.ts';
import { joinedOf, logsOf, totalsOf, viewsOf, type System } from '../../domain/modelling/system.ts';
import type { Total } from '../../domain/modelling/total.ts';
import type { View } from '../../domain/modelling/view.ts';
import type { MeasuredSubscriber, Reached, StreamVersion } from '../feed/measured-subscriber.ts';
import { inParallel } from '../in-parallel.ts';
import { documentsReached } from '../views/documents/documents-reached.ts';
import { projector, type Projecting } from '../views/documents/projector.ts';
import { joinedProjector, type Joining } from '../views/joined/joined-projector.ts';
import { partsReached } from '../views/joined/parts-reached.ts';
import { entryReached } from '../views/logs/entry-reached.ts';
import { logStorage } from '../views/logs/log-document.ts';
import { logProjector, type Logging } from '../views/logs/log-projector.ts';
import { totalProjector, type Totalling } from '../views/totals/total-projector.ts';
import { totalsReached } from '../views/totals/totals-reached.ts';
import type { Capabilities } from './capabilities.ts';

/** The ports of all subscribers that keep views. */
export type KeepingViews = Omit<Projecting<never>, 'readModel'> &
  Omit<Totalling<never>, 'contributions'> &
  Omit<Logging, 'readModel'> &
  Omit<Joining<never, never>, 'documents'> &
  Pick<Capabilities, 'readModel' | 'contributions' | 'joinedDocuments'>;

/** The subscribers that keep all generations of all views of a system. Each is measured by what it has stored. */
export const measuredViews = (system: System, keeping: KeepingViews) => {
  const { readModel, contributions, joinedDocuments, ...ports } = keeping;
  const document = <Types extends EventTypes, Shape extends object>(view: View<Types, Shape>): MeasuredSubscriber => {
    const own = { ...ports, readModel: readModel(view) };
    return { ...projector(view, own), reached: documentsReached(view, own) };
  };
  const count = <Types extends EventTypes, Folded extends object, Row extends object>(
    total: Total<Types, Folded, Row>,
  ): MeasuredSubscriber => {
    const own = { ...ports, contributions: contributions(total) };
    return { ...totalProjector(total, own), reached: ofEach(totalsReached(total, own)) };
  };
  const log = <Entry extends object>(declared: Log<Entry>): MeasuredSubscriber => {
    const own = { ...ports, readModel: readModel(logStorage(declared)) };
    return { ...logProjector(declared, own), reached: ofEach(entryReached(declared, own)) };
  };
  const join = <Shape extends object, Part extends object>(joined: Joined<Shape, Part>): MeasuredSubscriber => {
    const own = { ...ports, documents: joinedDocuments(joined) };
    return { ...joinedProjector(joined, own), reached: ofEach(partsReached(joined, own)) };
  };
  return {
    views: new Map(viewsOf(system).map((each) => [each, each.withTypes(document)])),
    totals: new Map(totalsOf(system).map((each) => [each, each.withTypes(count)])),
    logs: new Map(logsOf(system).map((each) => [each, each.withTypes(log)])),
    joined: new Map(joinedOf(system).map((each) => [each, each.withTypes(join)])),
  };
};

const commitsAtOnce = 8;

const ofEach =
  (reached: (commit: StreamVersion) => Promise<Reached>): MeasuredSubscriber['reached'] =>
  (commits) =>
    inParallel(commitsAtOnce, commits, reached);
