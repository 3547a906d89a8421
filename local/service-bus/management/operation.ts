import { condition, Refusal, type Broker, type Entity } from '../entities/index.ts';
import { asBuffer, itemsOf, numberOf, textOf, type Typed } from '../messages/index.ts';

/** Where an operation runs. */
export interface OperationContext {
  readonly broker: Broker;
  /** The connection of the request: session locks belong to connections. */
  readonly connection: object;
  readonly entity: Entity;
}

/** The body of a request, by name. */
export type Arguments = ReadonlyMap<string, Typed>;

/** What an operation answers; undefined is success without content (204). */
export type Answer = Typed | undefined;

/** One operation of `$management`. @throws Refusal. */
export type Operation = (context: OperationContext, body: Arguments) => Answer;

/** A number that must be there. @throws Refusal argument-error. */
export function requireNumber(body: Arguments, name: string): number {
  const value = numberOf(body.get(name));
  if (value === null) throw new Refusal(condition.argument, `The request needs a number '${name}'.`);
  return value;
}

/** A text that must be there. @throws Refusal argument-error. */
export function requireText(body: Arguments, name: string): string {
  const value = textOf(body.get(name));
  if (value === null) throw new Refusal(condition.argument, `The request needs a text '${name}'.`);
  return value;
}

/** The elements of an array of longs. */
export function numbersOf(body: Arguments, name: string): number[] {
  return elementsOf(body.get(name)).map((value) =>
    Buffer.isBuffer(value) ? Number(value.readBigInt64BE()) : Number(value),
  );
}

/** The elements of an array of uuids, as bytes. */
export function uuidsOf(body: Arguments, name: string): Buffer[] {
  return elementsOf(body.get(name)).map((value) => asBuffer(value as Uint8Array));
}

/** `rhea` wraps the elements of lists and leaves those of arrays bare. */
function elementsOf(array: Typed | undefined): unknown[] {
  return itemsOf(array).map((item: unknown) =>
    item !== null && typeof item === 'object' && 'type' in item && 'value' in item ? item.value : item,
  );
}
