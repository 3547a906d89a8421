import { ErrorResponse } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../adapters/cosmos/store-errors.ts';

/** As a reader of the change feed throws it on: the code stays, and the name is lost. */
const wrapped = (message: string, code?: string | number) =>
  Object.assign(new ErrorResponse(message), code !== undefined && { code });

describe('An answer that was lost leaves open what was done', () => {
  it.each([
    ['Error reading response as text: aborted', 'PARSE_ERROR'],
    ['socket hang up', 'ECONNRESET'],
    ['Premature close', 'ERR_STREAM_PREMATURE_CLOSE'],
    ['write EPIPE', 'EPIPE'],
    ['connect ECONNREFUSED 127.0.0.1:8081', 'ECONNREFUSED'],
    ['getaddrinfo EAI_AGAIN annal.documents.azure.com', 'EAI_AGAIN'],
    ['Timeout Error! Request took more than 6000 ms', 'TimeoutError'],
  ])('also where the SDK has wrapped it, with its code or with nothing but its message: %s', (message, code) => {
    expect(failureOf(wrapped(message, code))).toBe('unknown');
    expect(failureOf(wrapped('something', code))).toBe('unknown');
    expect(failureOf(wrapped(message))).toBe('unknown');
  });

  it.each(['terminated', 'Unexpected end of JSON input', `Unexpected token '<', "<html>" is not valid JSON`])(
    'where nothing but its message is left: %s',
    (message) => expect(failureOf(wrapped(message))).toBe('unknown'),
  );
});

describe('An error that a retry would not change is final', () => {
  it.each([
    new TypeError('fetch is not a function'),
    new Error('socket hang up in the name of a function'),
    Object.assign(new TypeError('The "id" argument must be of type string'), { code: 'ERR_INVALID_ARG_TYPE' }),
    wrapped('The continuation token is not for the current container definition'),
    wrapped('No feed range found.'),
    wrapped('socket hang up', 403),
  ])('%s', (error) => expect(failureOf(error)).toBe('final'));
});
