import { setTimeout as pause } from 'node:timers/promises';
import { app, type InvocationContext, type Timer } from '@azure/functions';

const tell = (timer: Timer, context: InvocationContext) => context.log(JSON.stringify(timer));

let running = 0;
app.timer('every-second', {
  schedule: '* * * * * *',
  handler: async (_, context) => {
    context.log(`running ${++running}`);
    await pause(1_500);
    running--;
  },
});

let tries = 0;
app.timer('stubborn', {
  schedule: '%STUBBORN_SCHEDULE%',
  runOnStartup: true,
  retry: { strategy: 'fixedDelay', maxRetryCount: 5, delayInterval: 0 },
  handler: (_, context) => {
    context.log(`try ${context.retryContext?.retryCount}`);
    if (++tries < 3) throw new Error('not yet');
  },
});

app.timer('was-due', { schedule: '0 0 1 * * *', handler: tell });
app.timer('was-not-due', { schedule: '0 0 1 * * *', handler: tell });
app.timer('unmonitored', { schedule: '0 0 1 * * *', useMonitor: false, handler: tell });
