/** The system properties that a sender chooses; actions may set them too. `subject` is the newer name of `label`. */
const chosen = [
  'contenttype',
  'correlationid',
  'label',
  'messageid',
  'replyto',
  'replytosessionid',
  'sessionid',
  'subject',
  'to',
] as const;

/** Those that only filters read: what the sender asked of the broker, and what the broker knows. */
const told = [
  'deliverycount',
  'enqueuedsequencenumber',
  'enqueuedtimeutc',
  'expiresatutc',
  'partitionkey',
  'scheduledenqueuetimeutc',
  'sequencenumber',
  'size',
  'viapartitionkey',
] as const;

/** The properties of a message under `sys.`, in lower case ("Messages, payloads, and serialization" in Microsoft's documentation). */
export const systemProperties: ReadonlySet<string> = new Set([...chosen, ...told]);

/** Those of them that actions may change. */
export const changeableProperties: ReadonlySet<string> = new Set(chosen);
