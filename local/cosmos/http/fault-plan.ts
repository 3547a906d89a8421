import { badRequest } from '../operations/failure.ts';
import { isJsonObject, type JsonObject } from '../operations/json-body.ts';
import type { Fault, FaultPlan, RandomFault } from './fault.ts';
import { isFaultOperation, type FaultOperation } from './fault-operation.ts';

const answers: readonly Fault['answer'][] = [403, 408, 410, 429, 449, 500, 503, 'cut', 'late'];

/** Reads a plan of faults that was sent as JSON. Throws 400 that says what is wrong with it. */
export function readFaultPlan({ seed = 1, faults }: JsonObject): FaultPlan {
  if (typeof seed !== 'number' || !Number.isInteger(seed)) throw badRequest(`The 'seed' must be an integer.`);
  if (!Array.isArray(faults) || !faults.every(isJsonObject))
    throw badRequest(`The 'faults' must be a list of objects.`);
  return { seed, faults: faults.map(readFault) };
}

function readFault(sent: JsonObject): RandomFault {
  const { when = 'before-commit', answer, probability = 1, operations } = sent;
  if (when !== 'before-commit' && when !== 'after-commit')
    throw badRequest(`The 'when' of a fault must be before-commit or after-commit.`);
  const known = answers.find((one) => one === answer);
  if (known === undefined) throw badRequest(`The 'answer' of a fault must be one of ${answers.join(', ')}.`);
  if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1))
    throw badRequest(`The 'probability' of a fault must be a number from 0 to 1.`);
  return {
    ...{ when, answer: known, probability },
    ...(operations === undefined ? {} : { operations: readOperations(operations) }),
    ...readTime(sent, 'retryAfterMs'),
    ...readTime(sent, 'delayMs'),
  };
}

function readOperations(operations: unknown): readonly FaultOperation[] {
  if (!Array.isArray(operations) || !operations.every(isFaultOperation))
    throw badRequest(`The 'operations' of a fault must be a list such as ["create", "batch"].`);
  return operations;
}

function readTime(sent: JsonObject, name: 'retryAfterMs' | 'delayMs'): Pick<Fault, 'retryAfterMs' | 'delayMs'> {
  const time = sent[name];
  if (time === undefined) return {};
  if (typeof time !== 'number' || !(time >= 0 && time <= 600_000))
    throw badRequest(`The '${name}' of a fault must be a number of milliseconds.`);
  return { [name]: time };
}
