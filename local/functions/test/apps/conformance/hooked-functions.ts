import { app } from '@azure/functions';

app.hook.preInvocation(({ invocationContext, hookData }) => {
  hookData['word'] = 'carried over';
  if (invocationContext.functionName === 'forbidden') throw new Error('a hook says no');
});
app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName === 'replaced')
    context.functionHandler = () => ({ body: String(context.hookData['word']) });
});
app.hook.postInvocation((context) => {
  if (context.invocationContext.functionName === 'mended') {
    context.result = { status: 202, body: (context.error as Error).message };
    context.error = null;
  }
  if (context.invocationContext.functionName === 'spoiled') throw new Error('a hook says no');
});

app.get('forbidden', () => ({ body: 'must not be seen' }));
app.get('replaced', () => ({ body: 'must not be seen' }));
app.get('mended', () => {
  throw new Error('broken');
});
app.get('spoiled', () => ({ body: 'must not be seen' }));
