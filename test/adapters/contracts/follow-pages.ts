import type { ListRequest, Projected, ReadModel } from '../../../application/views/read-model.ts';

/** All pages of a list, one after the other. */
export const followPages = async <View>(
  readModel: Pick<ReadModel<View>, 'list'>,
  request: ListRequest,
): Promise<readonly (readonly Projected<View>[])[]> => {
  const pages: (readonly Projected<View>[])[] = [];
  let continuation: string | undefined;
  do {
    const page = await readModel.list({ ...request, ...(continuation === undefined ? {} : { continuation }) });
    pages.push(page.items);
    continuation = page.continuation;
  } while (continuation !== undefined);
  return pages;
};
