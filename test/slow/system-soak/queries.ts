/** Asks the app as any client would. */
export interface Queries {
  /** The body of the answer; of any status, so that a finding can tell it. */
  readonly get: (path: string) => Promise<unknown>;
  /** What all pages hold, under this name. */
  readonly list: (path: string, name?: 'items' | 'entries') => Promise<readonly unknown[]>;
}

interface Page {
  readonly items?: readonly unknown[];
  readonly entries?: readonly unknown[];
  readonly continuation?: string | null;
}

export const openQueries = (api: string, headers: Readonly<Record<string, string>>): Queries => {
  const get = async (path: string): Promise<unknown> => (await fetch(`${api}/${path}`, { headers })).json();
  return {
    get,
    list: async (path, name = 'items') => {
      const items: unknown[] = [];
      const mark = path.includes('?') ? '&' : '?';
      for (let continuation: string | null | undefined = ''; continuation !== null && continuation !== undefined;) {
        const more = continuation === '' ? '' : `${mark}continuation=${encodeURIComponent(continuation)}`;
        const page = (await get(path + more)) as Page;
        if (page[name] === undefined) throw new Error(`${path} answered ${JSON.stringify(page)}`);
        items.push(...page[name]);
        ({ continuation } = page);
      }
      return items;
    },
  };
};
