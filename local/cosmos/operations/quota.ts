import { countItems } from '../storage/items.ts';
import type { Storage } from '../storage/open-storage.ts';
import { countResources } from '../storage/resources.ts';
import type { ResourceKind } from './resource-kinds.ts';

/** What a container may hold and holds. The sizes of the service are in kilobytes; ours are those of its smallest quota. */
export function quotaHeaders(storage: Storage, container: number): Readonly<Record<string, string>> {
  const { items, bytes } = countItems(storage, container);
  const kilobytes = Math.ceil(bytes / 1024);
  const count = (kind: ResourceKind): number => countResources(storage, container, kind);
  const scripts = `functions=${count('udfs')};storedProcedures=${count('sprocs')};triggers=${count('triggers')};`;
  return {
    'x-ms-resource-quota':
      'functions=25;storedProcedures=100;triggers=25;collectionSize=10485760;documentsSize=10485760;documentsCount=-1;',
    'x-ms-resource-usage': `${scripts}collectionSize=${kilobytes};documentsSize=${kilobytes};documentsCount=${items};`,
  };
}
