import { countItems } from '../storage/items.ts';
import type { Storage } from '../storage/open-storage.ts';

/** What a container may hold and holds. The sizes of the service are in kilobytes; ours are those of its smallest quota. */
export function quotaHeaders(storage: Storage, container: number): Readonly<Record<string, string>> {
  const { items, bytes } = countItems(storage, container);
  const kilobytes = Math.ceil(bytes / 1024);
  return {
    'x-ms-resource-quota':
      'functions=25;storedProcedures=100;triggers=25;collectionSize=10485760;documentsSize=10485760;documentsCount=-1;',
    'x-ms-resource-usage': `functions=0;storedProcedures=0;triggers=0;collectionSize=${kilobytes};documentsSize=${kilobytes};documentsCount=${items};`,
  };
}
