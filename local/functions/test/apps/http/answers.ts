import { app } from '@azure/functions';

app.get('nothing', () => undefined as never);
app.get('empty', () => ({}));
app.get('throws', () => {
  throw new Error('the secret reason');
});
app.get('returns-text', () => 'just text' as never);
app.get('teapot', () => ({
  status: 418,
  headers: { 'x-one': '1' },
  cookies: [{ name: 'c', value: 'v w', path: '/', httpOnly: true, sameSite: 'Lax' as const }],
  body: 'short and stout',
}));
app.post('bytes', async (request) => ({ body: new Uint8Array(await request.arrayBuffer()).reverse() }));
