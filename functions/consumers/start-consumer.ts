import type { DeclaredConsumer } from '../../application/consumers/declare-consumer.ts';
import { runConsumer, type RunningConsumer } from '../../application/consumers/run-consumer.ts';
import { takeOnce } from '../../application/consumers/take-once.ts';
import { capabilities } from '../composition.ts';

/** A declared consumer at work over its own database, with what it needs besides. */
export const startConsumer = <Tools>(declared: DeclaredConsumer<Tools>, tools: Tools): RunningConsumer => {
  const { documents, waiting } = capabilities.storeOf(declared.name);
  const consumer = takeOnce(declared, { documents, tools, clock: capabilities.clock });
  return runConsumer(consumer, { ...capabilities, waiting });
};
