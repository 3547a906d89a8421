import { inParallel } from '../in-parallel.ts';
import type { Tracing } from '../tracing.ts';
import { Unavailable } from '../unavailable.ts';
import type { FoundRegistration, ViewRegistry } from './view-registry.ts';

/** This build would show readers a generation to which nobody has switched. Its message is for operators. */
export class LiveGenerationNotDeclared extends Error {
  override readonly name = 'LiveGenerationNotDeclared';
}

/** The ports of {@link assertLiveDeclared}. */
export interface CheckingLive {
  /** The declared generations of each view, by the name of the view. */
  readonly declared: ReadonlyMap<string, readonly { readonly generation: number }[]>;
  readonly registry: ViewRegistry;
  readonly clock: () => string;
  readonly tracing: Pick<Tracing, 'log'>;
}

const atOnce = 8;

/**
 * Throws an error that says what to do where the live generation of a view was removed from the code that declares a newer one. An
 * older build, to which was rolled back, is no such case. Only views with a second generation are looked up. The first build that
 * declares two generations registers the first as live; so also one that was never switched to is known to have been left out.
 * Where the registry cannot be reached, that is logged and nothing is thrown: no outage keeps an app from starting.
 */
export const assertLiveDeclared =
  ({ declared, registry, clock, tracing }: CheckingLive) =>
  async (): Promise<void> => {
    const check = async (view: string, generations: readonly number[]): Promise<string | undefined> => {
      const found = await registry.find(view);
      if (found !== undefined) return faultOf(found, generations);
      if (generations.length > 1) await registry.save(firstLive(view, Math.min(...generations), clock()), undefined);
      return undefined;
    };

    const later = [...declared]
      .map(([view, generations]) => ({ view, generations: generations.map(({ generation }) => generation) }))
      .filter(({ generations }) => Math.max(...generations) > 1);
    const faults = await inParallel(atOnce, later, async ({ view, generations }) => {
      try {
        return await check(view, generations);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        tracing.log({ event: 'live-generation-unknown', view, error: String(error) });
        return undefined;
      }
    });
    const missing = faults.filter((fault) => fault !== undefined);
    if (missing.length > 0) throw new LiveGenerationNotDeclared(missing.join(' '));
  };

const firstLive = (name: string, live: number, switchedAt: string) => ({
  ...{ name, live, previous: live, switchedAt },
  ...{ switchedBy: 'the first build with two generations', reason: 'It was the only one.' },
});

const faultOf = ({ registered: { name, live } }: FoundRegistration, generations: readonly number[]) => {
  const newest = Math.max(...generations);
  if (generations.includes(live) || newest < live) return undefined;
  return (
    `Generation ${live} of ${name} is the one that is read, and this build does not declare it, but generation ${newest}. ` +
    `Deploy a build that declares generation ${live} as the former one, switch with "npm run views -- switch ${name}", ` +
    'and remove it from the code after that.'
  );
};
