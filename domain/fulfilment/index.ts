export { fulfilment } from './fulfilment.ts';
