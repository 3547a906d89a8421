import type { ReadModel } from '../../application/views/read-model.ts';

/** The same read model, with the requests that were sent to it, in order. */
export const countedReadModel = <Shape>(
  inner: ReadModel<Shape>,
): { readonly readModel: ReadModel<Shape>; readonly requests: string[] } => {
  const requests: string[] = [];
  const readModel: ReadModel<Shape> = {
    find: (key) => {
      requests.push('find');
      return inner.find(key);
    },
    save: (key, document, etag) => {
      requests.push(etag === undefined ? 'create' : 'replace');
      return inner.save(key, document, etag);
    },
    list: inner.list,
    count: inner.count,
    keys: inner.keys,
    remove: inner.remove,
  };
  return { readModel, requests };
};
