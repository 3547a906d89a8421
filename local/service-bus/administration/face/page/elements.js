/** The element of the page with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Makes an element. Children that are no elements become text, never markup. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.map((child) => (child instanceof Node ? child : document.createTextNode(String(child)))));
  return made;
}

/** Makes a button; while it works it cannot be pressed again. */
export function button(label, attributes, act) {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', () => void pressed(made, act));
  return made;
}

/** Does what a button is for, once at a time. */
export async function pressed(control, act) {
  control.disabled = true;
  try {
    await act();
  } finally {
    control.disabled = false;
  }
}

/** Shows what went wrong, or with nothing that all is well. */
export function showProblem(message) {
  byId('problem').hidden = message === undefined;
  byId('problem').textContent = message ?? '';
}
