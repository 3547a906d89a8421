import type { FileResponse } from './json-response.ts';

/** A page that stands by itself: it may have a style, and load or send nothing, whatever is written in it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Answers with a page. Which of its forms an answer has depends on the request, and it is for this caller alone. */
export const pageAnswer = (html: string): FileResponse => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
    vary: 'accept',
  },
  body: html,
});

/** Whether a page is preferred to JSON by this `Accept` header (RFC 9110, section 12.5.1): as browsers do, and programs do not. */
export const prefersPage = (accept: string | null): boolean => {
  const ranges = (accept ?? '').split(',').map(rangeOf);
  return qualityOf(ranges, 'text', 'html') > qualityOf(ranges, 'application', 'json');
};

interface MediaRange {
  readonly name: string;
  readonly quality: number;
}

const rangeOf = (text: string): MediaRange => {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return { name, quality: quality >= 0 && quality <= 1 ? quality : 0 };
};

/** What the most specific range says that a media type matches; 0 where none does. */
const qualityOf = (ranges: readonly MediaRange[], type: string, subtype: string): number =>
  [`${type}/${subtype}`, `${type}/*`, '*/*']
    .map((name) => ranges.find((range) => range.name === name)?.quality)
    .find((quality) => quality !== undefined) ?? 0;
