import { condition, Refusal } from '../../entities/index.ts';

/** The request cannot be done; `status` is that of the answer, and the message is for the person behind the client. */
export class AtomError extends Refusal {
  readonly status: number;

  constructor(status: number, message: string) {
    super(condition.argument, message);
    this.status = status;
  }
}

/** What is asked for is not right. Clients know such an error by its sub-code, and show its text. */
export function badRequest(message: string): AtomError {
  return new AtomError(400, `SubCode=40000. ${message}`);
}

/** There is no such entity. */
export function missing(path: string): AtomError {
  return new AtomError(404, `The messaging entity 'sb://127.0.0.1/${path}' could not be found.`);
}

/** There is one already. */
export function alreadyThere(path: string): AtomError {
  return new AtomError(409, `The messaging entity '${path}' already exists.`);
}

const statusOf: Readonly<Record<string, number>> = {
  [condition.notFound]: 404,
  [condition.entityAlreadyExists]: 409,
  [condition.notImplemented]: 501,
  [condition.serverBusy]: 503,
};

/** A refusal of the broker, as management clients hear it. */
export function asAtomError(refusal: Refusal): AtomError {
  if (refusal instanceof AtomError) return refusal;
  const { condition: reason, message } = refusal;
  const status = statusOf[reason];
  return status === undefined ? badRequest(message) : new AtomError(status, message);
}
