// By another name: formatters lay out what is called html, and white space counts in `pre`, in links and for the hash of the style.
import { html as markup, type Html } from '../../../application/html.ts';
import { cloudEvent } from '../../../application/messages/cloud-event.ts';
import type { PublishedContract } from '../../../domain/modelling/published-contract.ts';
import { jsonSchemaOf, type JsonSchema } from '../openapi/json-schema.ts';
import type { TopicInfo } from './document.ts';
import { fieldsOf } from './fields.ts';
import { messageSchemaOf, nameInWords, summaryOf } from './message-schema.ts';
import { style } from './topic-page-style.ts';
import { hearersOf, type TopicDescription } from './topic-description.ts';

/** The page about the topic: its contracts, what their messages hold, and who hears them. It has no script. */
export const topicPage = (info: TopicInfo, described: TopicDescription): string => {
  const categories = [...Map.groupBy(described.contracts, ({ category }) => category)];
  return markup`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${info.title}: every message</title>
    <link rel="icon" href="data:," />
    <style>${{ html: style }}</style>
  </head>
  <body>
    <nav>
      <a href="/api/docs">Every request</a>
      ${categories.map(([category, contracts]) => contents(category, contracts))}
    </nav>
    <main>
      <h1>${info.title}: every message</h1>
      <p>${info.description}</p>
      <p class="quiet">Version ${info.version} · <a href="/api/asyncapi.json">AsyncAPI 3.0</a> ·
        <a href="/api/contracts">contracts</a></p>
      ${envelope(described)}
      ${consumers(described)}
      ${described.contracts.map((contract) => contractSection(contract, described))}
    </main>
  </body>
</html>
`.html;
};

const contents = (category: string, contracts: readonly PublishedContract[]): Html =>
  markup`<h2>${category}</h2>
      <ul>${contracts.map(
        ({ type }) =>
          markup`<li><a href="#${type}">${nameInWords(type)}</a> <span class="quiet">${versionIn(type)}</span></li>`,
      )}</ul>
      `;

const versionIn = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

const envelope = ({ topic }: TopicDescription): Html => markup`<h2>How a message comes</h2>
      <p>Each is a CloudEvents 1.0 envelope in JSON on the topic <code>${topic}</code>, about one event. Its application
        properties <code>category</code> and <code>contract</code> are what a subscription filters by. A message may come
        more than once. Those of one <code>streamid</code> are a session and come one after the other.</p>
      ${fieldTable(jsonSchemaOf(cloudEvent))}`;

const consumers = ({ hearers }: TopicDescription): Html => markup`<h2>Who hears them</h2>
      <table>
        <tr><th>Consumer</th><th>Contracts</th></tr>
        ${hearers.map(
          ({ name, hears }) =>
            markup`<tr><td><code>${name}</code></td><td>${hears.map((type) => markup`<a href="#${type}"><code>${type}</code></a> `)}</td></tr>`,
        )}
      </table>`;

const contractSection = (contract: PublishedContract, described: TopicDescription): Html => {
  const { type, replacedBy } = contract;
  const heardBy = hearersOf(described, type);
  return markup`<section id="${type}">
        <h3><code>${type}</code></h3>
        <p>${summaryOf(contract)}</p>
        ${replacedBy === undefined ? [] : [markup`<p class="replaced">Hear <a href="#${replacedBy}"><code>${replacedBy}</code></a> instead: this version is still published beside it.</p>`]}
        ${fieldTable(jsonSchemaOf(contract.schema))}
        <p class="quiet">Heard by ${heardBy.length === 0 ? 'nobody here' : heardBy.join(', ')}.</p>
        <details><summary>JSON Schema of the whole body</summary><pre>${JSON.stringify(messageSchemaOf(contract), undefined, 2)}</pre></details>
      </section>
      `;
};

const fieldTable = (schema: JsonSchema): Html => markup`<table>
          <tr><th>Field</th><th>Type</th><th></th><th>Meaning</th></tr>
          ${fieldsOf(schema).map(
            ({ path, type, isOptional, meaning }) =>
              markup`<tr><td><code>${path}</code></td><td>${type}</td><td class="quiet">${isOptional ? 'optional' : ''}</td><td>${meaning}</td></tr>`,
          )}
        </table>`;
