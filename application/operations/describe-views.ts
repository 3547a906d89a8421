import { z } from 'zod';
import { buildProgress, type BuildProgress } from '../builds/progress.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import type { DeclaredViews } from '../generations/switch-generation.ts';
import { registeredView, type ViewRegistry } from '../generations/view-registry.ts';
import { inParallel } from '../in-parallel.ts';
import { behindSecondsOf, subscriberLag, type LagReports, type SubscriberLag } from '../lag/subscriber-lag.ts';

const { switchedAt, switchedBy, reason, previous } = registeredView.unwrap().shape;
const { checkedAt } = subscriberLag.unwrap().shape;

/** A view as operators see it. */
export const describedView = z.object({
  name: z.string(),
  /** The generation that readers get. */
  live: z.int().min(1),
  /** How it came to be live; null when the view was never switched. */
  switched: z.object({ previous, switchedAt, switchedBy, reason }).nullable(),
  generations: z
    .array(
      z.object({
        generation: z.int().min(1),
        /** The name of its subscriber, and of its container. */
        subscriber: z.string(),
        /** Streams that it could not take, at most 100; more when there are `isMore`. */
        parked: z.object({ streams: z.int().min(0), isMore: z.boolean() }),
        /** How far it was behind the store, and since when it is near it, if it is; null before it is measured. */
        lag: z.object({ behindSeconds: z.int().min(0), checkedAt, nearSince: z.iso.datetime().nullable() }).nullable(),
        /** How far its last build is; null when there was none. */
        build: buildProgress.nullable(),
      }),
    )
    .readonly(),
});

/** A view as operators see it. */
export type DescribedView = Readonly<z.infer<typeof describedView>>;

/** The ports of {@link describeViews}. */
export interface DescribingViews {
  readonly declared: DeclaredViews;
  readonly registry: Pick<ViewRegistry, 'find'>;
  readonly live: LiveGenerations;
  readonly parkingLot: Pick<ParkingLot, 'list'>;
  readonly lagReports: Pick<LagReports, 'list'>;
  readonly progressOf: (name: string) => Promise<BuildProgress | undefined>;
}

const atOnce = 4;

/** Describes every view with its generations, newest first. */
export const describeViews =
  ({ declared, registry, live, parkingLot, lagReports, progressOf }: DescribingViews) =>
  async (): Promise<readonly DescribedView[]> => {
    const lags = await lagReports.list();
    return inParallel(atOnce, [...declared], async ([name, generations]) => {
      const numbers = generations.map(({ generation }) => generation);
      const registered = (await registry.find(name))?.registered;
      live.forget(name);
      return {
        name,
        live: (await live.of(name, numbers)).generation,
        switched: registered === undefined ? null : shown(registered),
        generations: await inParallel(1, generations, async ({ generation, name: subscriber }) => {
          const { items, continuation } = await parkingLot.list({ subscriber, limit: 100 });
          return {
            ...{ generation, subscriber },
            parked: { streams: items.length, isMore: continuation !== undefined },
            lag: lagOf(lags.find((lag) => lag.subscriber === subscriber)),
            build: (await progressOf(subscriber)) ?? null,
          };
        }),
      };
    });
  };

const lagOf = (lag: SubscriberLag | undefined): DescribedView['generations'][number]['lag'] =>
  lag === undefined
    ? null
    : { behindSeconds: behindSecondsOf(lag), checkedAt: lag.checkedAt, nearSince: lag.nearSince ?? null };

const shown = (registered: z.infer<typeof registeredView>): DescribedView['switched'] => ({
  previous: registered.previous,
  switchedAt: registered.switchedAt,
  switchedBy: registered.switchedBy,
  reason: registered.reason,
});
