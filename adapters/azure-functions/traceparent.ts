/** A W3C trace context; null where there is none. A malformed one is dropped, not refused (W3C Trace Context, section "Traceparent Header"). */
export const traceparentIn = (value: string | undefined): string | null =>
  value !== undefined && /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) ? value : null;
