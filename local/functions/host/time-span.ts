/**
 * Reads a .NET time span, `[d.]hh:mm:ss[.fraction]`, as milliseconds. Undefined when it is none.
 * (Microsoft Learn, "Standard TimeSpan format strings", the constant format.)
 */
export function parseTimeSpan(text: string): number | undefined {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, days = '0', hours, minutes, seconds, fraction = '0'] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}
