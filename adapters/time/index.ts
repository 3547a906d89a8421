export { systemClock } from './clock.ts';
export { waitALittle } from './patience.ts';
export { pauseAtRandom } from './pause.ts';
