import { app } from '@azure/functions';

app.hook.appStart(() => void (process.env['HOOKS_APP'] = 'started'));
app.hook.appTerminate(() => void (process.env['HOOKS_APP'] = 'terminated'));
app.hook.log((context) => {
  if (context.category === 'user') context.message = `hooked: ${context.message}`;
});
app.hook.preInvocation((context) => {
  context.hookData['word'] = 'carried over';
  if (context.invocationContext.functionName === 'replaced')
    context.functionHandler = () => ({ body: 'from the hook' });
  if (context.invocationContext.functionName === 'forbidden') throw new Error('a hook says no');
});
app.hook.postInvocation((context) => {
  if (context.invocationContext.functionName === 'mended') {
    context.error = null;
    context.result = { status: 202, body: String(context.hookData['word']) };
  }
});

app.get('replaced', () => ({ body: 'from the function' }));
app.get('forbidden', (_, context) => {
  context.log('must not be seen');
  return {};
});
app.get('mended', () => {
  throw new Error('broken');
});
app.get('talkative', (_, context) => {
  context.log('spoken', { to: 'you' });
  context.debug('whispered');
  return {};
});
