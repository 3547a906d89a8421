import { app } from '@azure/functions';

/** Runs when the host ends this worker, after its last invocation. A `finish` that hangs delays the scale-in: it must end by itself. */
export const onTerminate = (finish: () => Promise<void>): void => {
  app.hook.appTerminate(finish);
};
