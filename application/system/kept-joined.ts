import type { AnyJoined, Joined } from '../../domain/modelling/joined.ts';
import type { MeasuredSubscriber } from '../feed/measured-subscriber.ts';
import { joinedProjector, type Joining } from '../views/joined/joined-projector.ts';
import { joinedReached } from '../views/joined/joined-reached.ts';
import { joinedReaders, type QueryingJoined } from '../views/joined/joined-query.ts';
import type { Capabilities } from './capabilities.ts';
import { declared } from './declared.ts';

/** The ports of all joined views. */
type KeepingJoined = Omit<Joining<never, never>, 'documents'> &
  Omit<QueryingJoined<never, never>, 'documents'> &
  Pick<Capabilities, 'joinedDocuments'>;

/** The subscribers of these joined views, measured by their parts, and their readers. */
export const keptJoined = (joined: readonly AnyJoined[], { joinedDocuments, ...keeping }: KeepingJoined) => {
  const join = <Shape extends object, Part extends object>(view: Joined<Shape, Part>): MeasuredSubscriber => {
    const ports = { ...keeping, documents: joinedDocuments(view) };
    return { ...joinedProjector(view, ports), reached: joinedReached(view, ports) };
  };
  const subscribers = new Map(joined.map((view) => [view, view.withTypes(join)]));
  return {
    subscribers,
    readerOf: <Shape extends object, Part extends object>(view: Joined<Shape, Part>) => {
      declared(subscribers, view, view.name);
      return joinedReaders(view, { ...keeping, documents: joinedDocuments(view) });
    },
  };
};
