import { app, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import type { Telemetry } from '../telemetry/index.ts';
import { onTerminate } from './on-terminate.ts';
import { traceparentIn } from './request-context.ts';

/** Further links say little, and each takes space in the span. */
const causesAtMost = 32;

/**
 * Makes every run of every function a part of the host's trace, and flushes the spans before the host ends.
 * A request is a span of the host already. Background work gets one here, with the cost of the batch and links to the
 * commands that caused it.
 */
export const traceInvocations = (telemetry: Telemetry): void => {
  app.hook.preInvocation((run) => {
    const { functionHandler, invocationContext: context, inputs } = run;
    const invocation = {
      traceparent: traceparentIn(context.traceContext?.traceParent),
      log: (line: string) => context.log(line),
    };
    run.functionHandler = (...handed) =>
      telemetry.invocation(invocation, () => {
        const work = async (): Promise<unknown> => functionHandler(...handed);
        return isRequest(context) ? work() : telemetry.background(backgroundWork(context, inputs[0]), work);
      });
  });
  onTerminate(() => telemetry.close());
};

const isRequest = ({ options }: InvocationContext): boolean => options.trigger.type === 'httpTrigger';

/** Commits and messages carry the trace context of their command. */
const carrier = z.object({ traceparent: z.string() });

const backgroundWork = ({ functionName: name }: InvocationContext, input: unknown) => {
  const items: readonly unknown[] = Array.isArray(input) ? input : [input];
  const contexts = items.map((item) => traceparentIn(carrier.safeParse(item).data?.traceparent));
  const causes = [...new Set(contexts)].filter((context) => context !== null).slice(0, causesAtMost);
  return { name, facts: { items: items.length }, causes };
};
