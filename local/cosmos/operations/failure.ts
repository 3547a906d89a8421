/** Statuses that Cosmos answers, with the `code` that its error bodies carry. */
const codes = {
  304: 'NotModified',
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'RequestTimeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  424: 'FailedDependency',
  429: 'TooManyRequests',
  449: 'RetryWith',
  500: 'InternalServerError',
  501: 'NotImplemented',
  503: 'ServiceUnavailable',
} as const;

export type FailureStatus = keyof typeof codes;

/** What a failure carries beside its status and message. */
export interface FailureDetails {
  readonly substatus?: number;
  /** Request units; a refused request is not free. */
  readonly charge?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the body says beside code and message, as JSON text. */
  readonly additionalErrorInfo?: string;
}

/** A request that is refused. Thrown by operations, and answered as `{ code, message }`: the SDK needs a body it can read. */
export class CosmosFailure extends Error {
  override readonly name = 'CosmosFailure';
  readonly status: FailureStatus;
  readonly details: FailureDetails;

  constructor(status: FailureStatus, message: string, details: FailureDetails = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }

  get code(): string {
    return codes[this.status];
  }

  /** The same failure, with more headers. */
  withHeaders(headers: Readonly<Record<string, string>>): CosmosFailure {
    return new CosmosFailure(this.status, this.message, {
      ...this.details,
      headers: { ...headers, ...this.details.headers },
    });
  }
}

export function badRequest(message: string, substatus?: number): CosmosFailure {
  return new CosmosFailure(400, message, substatus === undefined ? {} : { substatus });
}

export function notFound(what: string): CosmosFailure {
  return new CosmosFailure(404, `Entity with the specified id does not exist in the system: ${what}.`, { charge: 1 });
}

export function conflict(what: string): CosmosFailure {
  return new CosmosFailure(409, `Entity with the specified id already exists in the system: ${what}.`, {
    charge: 1.24,
  });
}

/** The range is not there, or does not hold the key. The SDK then reads the ranges again. */
export function rangeGone(range: string): CosmosFailure {
  return new CosmosFailure(410, `The partition key range ${range} is gone.`, { substatus: 1002 });
}

export function preconditionFailed(): CosmosFailure {
  return new CosmosFailure(412, 'Operation cannot be performed because one of the specified precondition is not met.', {
    charge: 1.24,
  });
}

/** A request, or an item in it, is larger than allowed. Clients of the service look for this text. */
export function tooLarge(): CosmosFailure {
  return new CosmosFailure(413, 'Message: {"Errors":["Request size is too large"]}\r\n');
}
