/** A file as a browser gets it. */
export interface ServedFile {
  readonly url: URL;
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** Asks for a file. */
export const fileAt = async (url: URL): Promise<ServedFile> => {
  const response = await fetch(url);
  return { url, status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

/** The styles and scripts that a page asks for, in its order, where a browser looks for them. */
export const linksIn = ({ url, text }: ServedFile): readonly URL[] =>
  [...text.matchAll(/(?:href|src)="([^"]+)"/g)]
    .map(([, link = '']) => new URL(link, url))
    .filter(({ protocol }) => protocol !== 'data:');
