/** What a path of the management protocol names. */
export type AtomTarget =
  | { readonly type: 'namespace' }
  | { readonly type: 'queues' }
  | { readonly type: 'topics' }
  | { readonly type: 'queue-or-topic'; readonly name: string }
  | { readonly type: 'subscriptions'; readonly topic: string }
  | { readonly type: 'subscription'; readonly topic: string; readonly name: string }
  | { readonly type: 'rules'; readonly topic: string; readonly subscription: string }
  | { readonly type: 'rule'; readonly topic: string; readonly subscription: string; readonly name: string };

const below = /^(?<topic>.+?)\/subscriptions(?:\/(?<subscription>[^/]+)(?<rules>\/rules(?:\/(?<rule>[^/]+))?)?)?$/i;

/** Reads a decoded path; names of queues and topics may have slashes. Undefined for no path at all. */
export function readAtomPath(decoded: string): AtomTarget | undefined {
  const path = decoded.replace(/^\/+|\/+$/g, '');
  if (path === '') return undefined;
  const fixed = { $namespaceinfo: 'namespace', '$resources/queues': 'queues', '$resources/topics': 'topics' } as const;
  const collection = Object.entries(fixed).find(([name]) => name === path.toLowerCase());
  if (collection) return { type: collection[1] };
  const groups = below.exec(path)?.groups;
  const topic = groups?.['topic'];
  if (topic === undefined) return { type: 'queue-or-topic', name: path };
  const { subscription, rules, rule } = groups ?? {};
  if (subscription === undefined) return { type: 'subscriptions', topic };
  if (rules === undefined) return { type: 'subscription', topic, name: subscription };
  return rule === undefined
    ? { type: 'rules', topic, subscription }
    : { type: 'rule', topic, subscription, name: rule };
}
