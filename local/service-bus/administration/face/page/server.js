// No page of another site may send this header, so that none can act in the name of the person who looks.
const own = { 'x-local-service-bus': 'face' };

/** The entities and how many messages they hold. */
export async function readEntities() {
  return (await ask('entities')).entities;
}

/** A page of messages, from a sequence number on. */
export async function readMessages({ path, deadLetter }, from, limit) {
  const query = new URLSearchParams({ deadLetter, from, limit });
  return (await ask(`${address(path)}?${query}`)).messages;
}

/** Sends dead letters back, or removes messages; gives how many. */
export async function tend({ path, deadLetter }, verb, sequenceNumbers) {
  const query = new URLSearchParams({ deadLetter });
  const request = { method: 'POST', headers: own, body: JSON.stringify({ sequenceNumbers }) };
  return (await ask(`${address(path)}/${verb}?${query}`, request)).count;
}

function address(path) {
  return `entities/${path.split('/').map(encodeURIComponent).join('/')}/messages`;
}

async function ask(path, request) {
  const response = await fetch(path, request);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}
