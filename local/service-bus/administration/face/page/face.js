import { byId, button, element, pressed, showProblem } from './elements.js';
import { messageItem } from './messages.js';
import { readEntities, readMessages, tend } from './server.js';

const pageSize = 50;
const everyMilliseconds = 2000;

/** The entity that is looked at: its path, and whether its dead letters are; undefined at first. */
let chosen;

onPress('refresh', () => look());
onPress('more', () => showMessages());
onPress('resubmit-all', () => act('resubmit', 'all'));
onPress('delete-all', async () => {
  if (await isSure(`Remove all messages of ${byId('title').textContent}?`)) await act('delete', 'all');
});
addEventListener('hashchange', () => void look());
setInterval(() => {
  if (document.visibilityState === 'visible') void trying(showEntities);
}, everyMilliseconds);
void look();

function onPress(id, act) {
  byId(id).addEventListener('click', (event) => void pressed(event.currentTarget, () => trying(act)));
}

/** Does something, and shows what went wrong with it. */
async function trying(act) {
  try {
    await act();
    showProblem();
  } catch (error) {
    showProblem(error instanceof TypeError ? 'The broker does not answer.' : error.message);
  }
}

/** Shows what the address names: `#path=events/Subscriptions/email&deadLetter=true`. */
function look() {
  const { path, deadLetter = 'false' } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  chosen = path === undefined ? undefined : { path, deadLetter };
  return trying(async () => {
    await showEntities();
    byId('chosen').hidden = chosen === undefined;
    byId('messages').replaceChildren();
    if (chosen === undefined) return;
    const isDead = deadLetter === 'true';
    byId('title').textContent = isDead ? `Dead letters of ${path}` : path;
    byId('resubmit-all').hidden = !isDead;
    await showMessages();
  });
}

async function showEntities() {
  const entities = await readEntities();
  byId('none').hidden = entities.length > 0;
  byId('entities').hidden = entities.length === 0;
  const focused = document.activeElement?.id;
  byId('entities').tBodies[0].replaceChildren(...inOrder(entities).map(entityRow));
  if (focused) byId(focused)?.focus();
  byId('state').textContent = `${entities.length} entities`;
}

/** Subscriptions stand under their topic. */
function inOrder(entities) {
  return [...entities].sort((a, b) => (a.path.toLowerCase() < b.path.toLowerCase() ? -1 : 1));
}

function entityRow({ path, kind, active, scheduled, deferred, deadLetter }) {
  const isSubscription = kind === 'subscription';
  const name = element(
    'th',
    { scope: 'row', class: isSubscription ? 'subscription' : '' },
    isSubscription ? path.slice(path.lastIndexOf('/') + 1) : path,
    element('span', { class: 'kind' }, kind),
  );
  const plain = (count) => element('td', { class: count === 0 ? 'number zero' : 'number' }, count);
  if (kind === 'topic') return element('tr', {}, name, plain(''), plain(scheduled), plain(''), plain(''));
  const opening = (count, isDead) => element('td', { class: 'number' }, opener(path, isDead, count));
  return element('tr', {}, name, opening(active, false), plain(scheduled), plain(deferred), opening(deadLetter, true));
}

function opener(path, isDead, count) {
  const hash = `${new URLSearchParams({ path, deadLetter: isDead })}`;
  const attributes = {
    id: `${isDead ? 'dead' : 'live'}:${path}`,
    'aria-label': `${count} ${isDead ? 'dead letters' : 'active messages'} of ${path}`,
    'aria-pressed': chosen?.path === path && chosen.deadLetter === String(isDead),
    class: isDead && count > 0 ? 'dead' : '',
  };
  return button(count, attributes, () => {
    if (location.hash.slice(1) === hash) return look();
    location.hash = hash;
  });
}

/** Shows the next messages, after those that are shown. */
async function showMessages() {
  const list = byId('messages');
  const last = list.lastElementChild?.dataset.sequence;
  const found = await readMessages(chosen, last === undefined ? 0 : Number(last) + 1, pageSize);
  for (const message of found) {
    const item = messageItem(message, actionsOf(message));
    item.dataset.sequence = message.sequenceNumber;
    list.append(item);
  }
  byId('more').hidden = found.length < pageSize;
  byId('summary').textContent =
    list.childElementCount === 0
      ? 'Nothing is here.'
      : `${list.childElementCount} messages, oldest first. Looking changes nothing.`;
}

function actionsOf({ sequenceNumber }) {
  const remove = async () => {
    if (await isSure(`Remove message ${sequenceNumber}?`)) await trying(() => act('delete', [sequenceNumber]));
  };
  const resubmit = () => trying(() => act('resubmit', [sequenceNumber]));
  return chosen.deadLetter === 'true' ? { Resubmit: resubmit, Delete: remove } : { Delete: remove };
}

async function act(verb, sequenceNumbers) {
  const count = await tend(chosen, verb, sequenceNumbers);
  await look();
  byId('summary').textContent =
    `${count} ${verb === 'resubmit' ? 'sent back' : 'removed'}. ${byId('summary').textContent}`;
}

function isSure(question) {
  byId('question').textContent = question;
  const dialog = byId('confirm');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
