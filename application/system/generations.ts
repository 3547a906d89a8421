import type { StreamId } from '../../domain/modelling/ids.ts';
import { everyViewOf, type System } from '../../domain/modelling/system.ts';
import type { builds } from '../builds/builds.ts';
import { someStreams } from '../builds/some-streams.ts';
import { dropping, hasLeft } from '../generations/drop-generation.ts';
import { assertLiveDeclared } from '../generations/live-declared.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import { missingFor } from '../generations/readiness.ts';
import { switching, type DeclaredViews } from '../generations/switch-generation.ts';
import { notCaughtUp } from '../lag/caught-up.ts';
import { describeViews } from '../operations/describe-views.ts';
import { notTraced } from '../tracing.ts';
import { auditsOf, type AuditCapabilities } from './audits.ts';
import type { Capabilities } from './capabilities.ts';

/** The declared generations of all views of whichever kind. */
export const declaredViews = (
  system: System,
  capabilities: Omit<AuditCapabilities, 'pause' | 'random' | 'sample'> & Pick<Capabilities, 'pause'>,
): DeclaredViews => {
  /** Audits remember what they have seen, so each comparison has its own. */
  const comparing = (name: string) => () => {
    const audited = auditsOf(system, {
      ...capabilities,
      pause: () => capabilities.pause(1),
      random: () => 0,
      sample: 0,
    }).get(name);
    return async (streamId: StreamId) => (audited === undefined ? [] : audited.checkStream(streamId, false));
  };
  const generations = everyViewOf(system).map(({ name, viewName, generation, categories }) => ({
    ...{ name, viewName, generation, categories },
    comparing: comparing(name),
  }));
  return Map.groupBy(generations, ({ viewName }) => viewName);
};

/** What a running system has that its generations need. */
interface Running {
  readonly subscribers: readonly { readonly name: string }[];
  readonly live: LiveGenerations;
  readonly builds: Pick<ReturnType<typeof builds>, 'progressOf' | 'forget'>;
}

/** What operators do with the generations of views. */
export const generationsWith = (system: System, capabilities: Capabilities, { builds: built, ...running }: Running) => {
  const { clock, historyParts, viewRegistry: registry, tracing = notTraced } = capabilities;
  const declared = declaredViews(system, capabilities);
  const missing = missingFor({
    ...capabilities,
    buildOf: built.progressOf,
    notCaughtUp: notCaughtUp(capabilities),
    someStreams: someStreams(historyParts, clock),
  });
  const ports = { ...capabilities, ...running, registry, tracing, declared, missing };
  return {
    /** The names of all views. */
    names: [...declared.keys()],
    /** Throws where this build does not declare a generation that is read: to be called before anything is. */
    assertLiveDeclared: assertLiveDeclared(ports),
    describe: describeViews({ ...ports, progressOf: built.progressOf }),
    ...switching(ports),
    drop: dropping({ ...ports, forgetBuild: built.forget }),
    /** Whether anything is known of a view: that it is declared, or that it has left something. */
    isKnown: async (view: string, generation: number): Promise<boolean> =>
      declared.has(view) || (await hasLeft({ ...ports, progressOf: built.progressOf })(view, generation)),
  };
};
