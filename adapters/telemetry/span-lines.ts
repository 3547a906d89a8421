import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Writes one line for each span when it ends, so a child span comes before its parent. */
export const spanLines = (write: (line: string) => void): SpanProcessor => ({
  onStart: () => undefined,
  onEnd: (span) => write(lineOf(span)),
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
});

/** `4bf92f35 append 3.1 ms streamId=order-1 outcome=appended version=2 requests=1 charge=6.1` */
const lineOf = (span: ReadableSpan): string => {
  const { name, attributes } = span;
  const [seconds, nanoseconds] = span.duration;
  const milliseconds = (seconds * 1_000 + nanoseconds / 1_000_000).toFixed(1);
  const facts = Object.entries(attributes).map(([key, value]) => `${key.replace('annal.', '')}=${String(value)}`);
  return [span.spanContext().traceId.slice(0, 8), name, `${milliseconds} ms`, ...facts].join(' ');
};
