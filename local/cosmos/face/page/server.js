/** What the server holds: databases, containers, counts, ranges. Throws an Error that a person can read. */
export const readOverview = () => call('api/overview');

/** One page of a query, with its charge. Throws an Error that a person can read. */
export function runQuery(question) {
  const headers = { 'content-type': 'application/json' };
  return call('api/query', { method: 'POST', headers, body: JSON.stringify(question) });
}

async function call(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error('The server does not answer. Is it still running?');
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${answer.code}\n${answer.message}`);
  return answer;
}
