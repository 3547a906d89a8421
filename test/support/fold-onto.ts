import type { Recorded } from '../../domain/modelling/recorded.ts';
import type { AnyView } from '../../domain/modelling/view.ts';

/** What a view shows after one more event, for specs that go through all views there are. */
export const foldOnto = (view: AnyView, shown: object | undefined, recorded: Recorded<unknown>): object | undefined =>
  // Each history is of the view's own source.
  view.withTypes(({ fold }) => fold(shown as never, recorded as never));
