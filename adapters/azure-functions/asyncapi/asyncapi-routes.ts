import { createHash } from 'node:crypto';
import type { HttpHandler } from '@azure/functions';
import { httpRoute } from '../http-route.ts';
import { asyncApiDocument, type TopicInfo } from './document.ts';
import { knownHearers } from './hearers.ts';
import { topicPage } from './topic-page.ts';
import { style } from './topic-page-style.ts';
import type { PublishedTopic } from './topic-description.ts';

/**
 * Registers `GET /api/asyncapi.json`, the description of the topic, and `GET /api/asyncapi`, a page that shows it. Both are made when
 * somebody first asks, and are open to everybody.
 */
export const asyncApiRoutes = (
  name: string,
  info: TopicInfo,
  published: PublishedTopic,
): Readonly<Record<'document' | 'page', HttpHandler>> => {
  let document: unknown;
  let page: string | undefined;
  return {
    document: httpRoute({
      name,
      method: 'GET',
      path: 'asyncapi.json',
      answer: async () => {
        document ??= asyncApiDocument(info, { ...published, hearers: knownHearers() });
        return { status: 200, jsonBody: document };
      },
    }),
    page: httpRoute({
      name: `${name}Page`,
      method: 'GET',
      path: 'asyncapi',
      answer: async () => {
        page ??= topicPage(info, { ...published, hearers: knownHearers() });
        return { status: 200, headers, body: page };
      },
    }),
  };
};

/** The page is text and one style: it runs nothing, loads nothing and sends nothing. */
const policy =
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; img-src data:; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
