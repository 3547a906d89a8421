import { z } from 'zod';
import { worstLag, type WorstLag } from '../../application/operations/worst-lag.ts';
import { checksOf, stateOf, usualPatience, type Probes } from './health-route.ts';

/** Health as operators see it. `lag` is null where the measurements cannot be read; `checks` says why. */
export const healthDetail = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  checks: z.record(z.string(), z.string()),
  lag: worstLag.nullable(),
});

/** Health as operators see it. */
export type HealthDetail = Readonly<z.infer<typeof healthDetail>>;

/**
 * Describes the health of the system: the state of every probe, and how late subscribers are. `status` says what the platform is
 * answered, which restarts an instance for it: a subscriber that is late is not a reason for that.
 */
export const describeHealth =
  (probes: Probes, findWorst: () => Promise<WorstLag>, patience = usualPatience) =>
  async (): Promise<HealthDetail> => {
    let lag: WorstLag | null = null;
    const look = async (): Promise<void> => {
      lag = await findWorst();
    };
    const [{ isHealthy, checks }, lagMeasurements] = await Promise.all([
      checksOf(probes, patience),
      stateOf(look, patience),
    ]);
    return { status: isHealthy ? 'healthy' : 'unhealthy', checks: { ...checks, lagMeasurements }, lag };
  };
