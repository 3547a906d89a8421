import type { InvocationContext } from '@azure/functions';
import type { StuckProcesses } from '../../application/processes/stuck-processes.ts';
import type { SendGauge } from '../telemetry/index.ts';

/** Processes that wait for an operator. The alert `stuck-processes` reads it: infra/queries/stuck-metric.kql. */
const stuckGauge = {
  name: 'annal.process.stuck',
  description: 'Instances of a process that wait for an operator.',
  unit: '{process}',
};

/** Sends a value for each kind of process, also where none is stuck. The log has a line for each kind of which some are. */
export const sendStuck = async (
  counted: readonly StuckProcesses[],
  sendGauge: SendGauge,
  context: InvocationContext,
): Promise<void> => {
  await sendGauge(
    stuckGauge,
    counted.map(({ process, stuck: value }) => ({ value, facts: { process } })),
  );
  for (const { process, stuck, oldest } of counted)
    if (oldest !== undefined)
      context.warn(`${process}: stuck ${stuck}, for the longest ${oldest.processId}, since ${oldest.updatedAt}`);
};
