import { byId, element } from './elements.js';

/** Empties the result. */
export function clearResult() {
  byId('result').replaceChildren();
  byId('summary').textContent = '';
  byId('more').hidden = true;
}

/** Shows a page of a result in the place of the one before. */
export function showPage({ items, charge, continuation }, { number, milliseconds }) {
  byId('result').replaceChildren(...items.map(showItem));
  byId('more').hidden = continuation === undefined;
  const page = number === 1 && continuation === undefined ? '' : `Page ${number}: `;
  const count = items.length === 1 ? '1 item' : `${items.length} items`;
  byId('summary').textContent = `${page}${count}, ${charge} RU, ${Math.round(milliseconds)} ms`;
}

/** One line that opens to the whole item. */
function showItem(item) {
  const name = typeof item === 'object' && item !== null && typeof item.id === 'string' ? [item.id] : [];
  const summary = element(
    'summary',
    {},
    ...name.map((id) => element('strong', {}, id)),
    element('code', {}, JSON.stringify(withoutSystem(item)).slice(0, 400)),
  );
  const details = element('details', {}, summary);
  // An item may have two megabytes: it is laid out when somebody wants to see it.
  const open = () => details.append(element('pre', { tabindex: '0' }, JSON.stringify(item, undefined, 2)));
  details.addEventListener('toggle', open, { once: true });
  return element('li', {}, details);
}

const system = new Set(['id', '_rid', '_self', '_etag', '_attachments', '_ts']);

function withoutSystem(item) {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => !system.has(name)));
}
