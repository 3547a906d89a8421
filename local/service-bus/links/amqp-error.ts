import { condition, Refusal } from '../entities/index.ts';

/** An error as clients see it. Whatever is no refusal is a fault of the broker. */
export function amqpErrorOf(error: unknown): { condition: string; description: string } {
  if (error instanceof Refusal) return { condition: error.condition, description: error.message };
  return { condition: condition.internal, description: String(error) };
}
