/** The element of that id in the page. */
export const byId = (id) => document.getElementById(id);

/** Makes an element. Children are elements or texts; a text stays a text, whatever is in it. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/** Shows what went wrong, or hides it when nothing did. */
export function showProblem(message = '') {
  const problem = byId('problem');
  problem.hidden = message === '';
  problem.textContent = message;
}
