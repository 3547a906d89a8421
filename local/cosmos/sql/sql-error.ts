/** A query that cannot be run, with the part of its text that is to blame (`start` inclusive, `end` exclusive). */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly start: number;
  readonly end: number;

  constructor(message: string, at: TextSpan) {
    super(message);
    this.start = at.start;
    this.end = at.end;
  }
}

/** A part of the query's text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}
