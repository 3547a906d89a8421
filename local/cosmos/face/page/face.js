import { byId, element, showProblem } from './elements.js';
import { clearResult, showPage } from './results.js';
import { readOverview, runQuery } from './server.js';

const everything = 'SELECT * FROM c';

/** What is looked at: the database and container of the address, and what the shown page answers. */
let chosen;
let shown = { number: 0, question: {} };
let running = 0;

byId('refresh').addEventListener('click', () => void refresh());
byId('more').addEventListener('click', () => void run(shown.number + 1, shown.question));
byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void ask();
});
byId('query').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) byId('form').requestSubmit();
});
addEventListener('hashchange', () => void choose());
void choose();

/** Looks at the container that the address names: `#database=d&container=c`. */
async function choose() {
  const { database, container } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  chosen = container === undefined ? undefined : { database, container };
  byId('query').value = everything;
  clearResult();
  if (await refresh()) await ask();
}

/** Shows the containers anew. Gives whether the chosen one is among them. */
async function refresh() {
  try {
    const { databases } = await readOverview();
    showProblem();
    showContainers(databases);
    return showChosen(databases);
  } catch (error) {
    showProblem(error.message);
    return false;
  }
}

function showContainers(databases) {
  const lists = databases.flatMap(({ id, containers }) => [
    element('h3', {}, id),
    element('ul', {}, ...containers.map((container) => element('li', {}, link(id, container)))),
  ]);
  const none = element('p', { class: 'quiet' }, 'No database yet.');
  byId('containers').replaceChildren(...(lists.length === 0 ? [none] : lists));
}

function link(database, { id, items }) {
  const href = `#${String(new URLSearchParams({ database, container: id }))}`;
  const current = chosen?.database === database && chosen.container === id ? { 'aria-current': 'page' } : {};
  const count = element('span', { 'aria-label': `${items} items` }, items.toLocaleString('en'));
  return element('a', { href, ...current }, element('span', {}, id), count);
}

function showChosen(databases) {
  const containers = databases.find(({ id }) => id === chosen?.database)?.containers ?? [];
  const container = containers.find(({ id }) => id === chosen?.container);
  byId('chosen').hidden = container === undefined;
  byId('nothing').hidden = container !== undefined;
  if (chosen !== undefined && container === undefined) showProblem(`There is no container ${chosen.container}.`);
  if (container === undefined) return false;
  document.title = `${container.id} · Local Cosmos`;
  byId('title').textContent = container.id;
  byId('facts').replaceChildren(
    fact('Partition key', container.partitionKey.join(', ') || 'none'),
    fact('Items', container.items.toLocaleString('en')),
    fact('Ranges', container.ranges.length),
    fact('Time to live', timeToLive(container.defaultTtl)),
  );
  const row = ({ id, min, max, lsn }) =>
    [id, min || '(start)', max].map((text) => element('td', {}, text)).concat(number(lsn));
  byId('ranges').replaceChildren(...container.ranges.map((range) => element('tr', {}, ...row(range))));
  return true;
}

function fact(name, value) {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

function number(value) {
  return element('td', { class: 'number' }, value.toLocaleString('en'));
}

function timeToLive(seconds) {
  if (seconds === undefined) return 'off';
  return seconds === -1 ? 'as each item says' : `${seconds} s`;
}

/** Runs the query as it is written now. */
function ask() {
  return run(1, { ...chosen, query: byId('query').value, pageSize: Number(byId('size').value) });
}

/** Runs a question for its first page or a later one. An answer that somebody did not wait for is dropped. */
async function run(number, question) {
  const own = (running += 1);
  const started = performance.now();
  try {
    const answer = await runQuery(question);
    if (own !== running) return;
    showProblem();
    shown = { number, question: { ...question, continuation: answer.continuation } };
    showPage(answer, { number, milliseconds: performance.now() - started });
    if (number > 1) byId('result').focus();
  } catch (error) {
    if (own !== running) return;
    clearResult();
    showProblem(error.message);
  }
}
