import { app } from '@azure/functions';

/** Runs when the host ends this worker, after its last invocation. What hangs here holds up a scale-in: end by yourself. */
export const onTerminate = (finish: () => Promise<void>): void => {
  app.hook.appTerminate(finish);
};
