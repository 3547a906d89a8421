import { button, element } from './elements.js';

const facts = {
  messageId: 'Message id',
  subject: 'Subject',
  sessionId: 'Session',
  correlationId: 'Correlation id',
  contentType: 'Content type',
  to: 'To',
  replyTo: 'Reply to',
  enqueuedAt: 'Enqueued',
  scheduledAt: 'Scheduled for',
  expiresAt: 'Expires',
  deliveryCount: 'Delivered before',
  deadLetterSource: 'Died in',
};

/** A message in one line that opens: what it says, and when it is dead why. `actions` are its buttons, by label. */
export function messageItem(message, actions) {
  const { sequenceNumber, subject, messageId, body } = message;
  const line = element(
    'summary',
    {},
    element('strong', {}, sequenceNumber),
    element('span', { class: 'what' }, subject ?? messageId ?? ''),
    ...standing(message),
    element('code', {}, text(body, 0)),
  );
  const buttons = Object.entries(actions).map(([label, act]) => button(label, {}, act));
  const inside = element('div', { class: 'inside' }, ...cause(message), details(message));
  inside.append(...properties(message), element('pre', { 'aria-label': 'Body' }, text(body, 2)));
  inside.append(element('div', { class: 'row' }, ...buttons));
  return element('li', {}, element('details', {}, line, inside));
}

function standing({ state, isLocked, deadLetterReason }) {
  if (deadLetterReason !== null) return [element('span', { class: 'dead' }, deadLetterReason)];
  const words = [state === 'active' ? '' : state, isLocked ? 'with a receiver' : ''].filter(Boolean);
  return words.length === 0 ? [] : [element('span', { class: 'quiet' }, words.join(', '))];
}

function cause({ deadLetterReason, deadLetterErrorDescription }) {
  const words = [deadLetterReason, deadLetterErrorDescription].filter((word) => word !== null);
  return words.length === 0 ? [] : [element('p', { class: 'cause' }, `Why it died: ${words.join('. ')}`)];
}

function details(message) {
  const known = Object.entries(facts).filter(([key]) => message[key] !== null && message[key] !== undefined);
  const rows = known.flatMap(([key, label]) => [element('dt', {}, label), element('dd', {}, text(message[key], 0))]);
  return element('dl', {}, ...rows);
}

function properties({ applicationProperties }) {
  const entries = Object.entries(applicationProperties);
  if (entries.length === 0) return [];
  const rows = entries.flatMap(([key, value]) => [element('dt', {}, key), element('dd', {}, text(value, 0))]);
  return [element('dl', { 'aria-label': 'Application properties' }, ...rows)];
}

function text(value, indent) {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, indent) ?? '');
}
