/** A commit as the event store writes it: about one kilobyte, one event. */
export interface CommitDocument {
  readonly id: string;
  readonly streamId: string;
  readonly version: number;
}

/** The first commit of the n-th stream of a series. */
export function commitDocument(series: string, n: number): CommitDocument {
  const document = {
    id: '1'.padStart(16, '0'),
    streamId: `${series}-${n}`,
    category: 'order',
    version: 1,
    events: [{ type: 'OrderPlaced', schemaVersion: 1, data: { customerId: 'ALFKI', lines, currency: 'EUR' } }],
    recordedAt: '2026-11-21T12:00:00.000Z',
    actor: { kind: 'user', id: '4b1c9d4e-7a53-4f0c-9d5b-0c7d6a1f2e3b' },
    commandId: 'a3c7e2a4-52a8-4c0e-8f0a-7b8f5a9c1d2e',
    correlationId: 'a3c7e2a4-52a8-4c0e-8f0a-7b8f5a9c1d2e',
    causationId: 'a3c7e2a4-52a8-4c0e-8f0a-7b8f5a9c1d2e',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
  return document;
}

const lines = Array.from({ length: 5 }, (_, n) => ({
  productId: `product-${n}`,
  name: 'Queso Manchego La Pastora',
  quantity: 5,
  unitPrice: { amount: '38.00', currency: 'EUR' },
}));
