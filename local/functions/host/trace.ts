import { randomBytes } from 'node:crypto';

/** Continues the caller's trace or begins one (W3C Trace Context, section 3.2). */
export function traceParent(incoming: string | undefined): string {
  const caller = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/.exec(incoming ?? '');
  const span = randomBytes(8).toString('hex');
  return caller === null ? `00-${randomBytes(16).toString('hex')}-${span}-01` : `00-${caller[1]}-${span}-${caller[2]}`;
}

/** The trace that such a header belongs to. */
export function traceId(parent: string): string {
  return parent.split('-')[1] ?? '';
}
