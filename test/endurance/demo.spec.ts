import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWholeSystem, type StartedSystem } from './started-system.ts';

let system: StartedSystem;

beforeAll(async () => {
  system = await startWholeSystem();
});
afterAll(() => system.stop());

const chapters = [
  'Stock arrives: 100 × Earl Grey, and one Victoria sponge',
  'Bob and his wife want the last sponge at the same moment',
  'Bob puts 5 into a cart, and the price changes before he buys',
  'Nothing is bought at a price that he was not shown; then the cart becomes an order',
  'Bob changes his mind, and the stream keeps both: what was ordered first, and what it became',
  'The change feed has updated the view and published the messages',
  'A deleted view is rebuilt from the events',
  'Two clients saw version 2, and both want to change it',
  'The account gives only what is on it',
  'The account pays for the order, and the order ships: nobody does it by hand',
  'The price changes again, and the order keeps its own',
  'The sales of the month show it, at the price of the order',
];

it('the demo tells its whole story, and tells it again on what it has left', async () => {
  for (const telling of ['first', 'second']) {
    const { exitCode, text } = await system.run('demo.ts');
    expect([exitCode, text]).toEqual([0, expect.stringMatching(/^Time goes back to /m)]);
    for (const chapter of chapters) expect(text.split('\n')).toContain(chapter);
    // Printed, and no rule: it depends on the machine.
    console.log(`${telling} time: ${/in [\d.]+ s/.exec(text)?.[0] ?? text}`);
  }
});
