// Building the page. Text only ever enters it as text nodes: nothing that somebody typed can become markup.

/**
 * An element. `traits` are attributes; `class` and `dataset` as usual, `on` maps events to listeners; false, null
 * and undefined leave an attribute out, true sets it empty. Children are nodes, strings, or lists of them.
 */
export function el(tag, traits = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "dataset") {
      Object.assign(element.dataset, value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...kept(children));
  return element;
}

/** The nodes among children: lists are opened, and what is not there is left out. */
export function kept(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** An id for tying labels to what they name, never given before. */
export function freshId(prefix) {
  freshId.last = (freshId.last ?? 0) + 1;
  return `${prefix}-${freshId.last}`;
}

/**
 * Let an element contain these. What is there already and looks the same stays, with its listeners, so that nobody
 * loses a button they are about to press; whatever had the focus keeps it.
 */
export function fill(container, ...children) {
  keepingFocus(container, () => replaceOthers(container, children));
}

/** Let an element contain these instead of what is there; whatever had the focus keeps it. */
export function renew(container, ...children) {
  keepingFocus(container, () => container.replaceChildren(...kept(children)));
}

/**
 * The focus goes, with its selection, to the new element of the same `data-key`, or of the same `data-block` and
 * `data-action`.
 */
function keepingFocus(container, draw) {
  const before = document.activeElement;
  const [start, end] = [before?.selectionStart, before?.selectionEnd];
  const wasHere = before !== container && container.contains(before);
  draw();
  if (!wasHere || (container.contains(before) && document.activeElement === before)) return;
  const after = [...container.querySelectorAll("[data-key], [data-action]")].find(sameAs(before));
  after?.focus({ preventScroll: true });
  if (after && typeof start === "number") after.setSelectionRange(start, end);
}

function replaceOthers(container, children) {
  const wanted = [...el("div", {}, children).childNodes];
  const there = container.childNodes;
  for (const [place, node] of wanted.entries()) {
    if (!there[place]) container.append(node);
    else if (!there[place].isEqualNode(node)) there[place].replaceWith(node);
  }
  for (const left of [...there].slice(wanted.length)) left.remove();
}

function sameAs(wanted) {
  const { key, block, action } = wanted.dataset;
  return ({ dataset }) =>
    dataset.key === key && dataset.block === block && dataset.action === action && (key ?? action) !== undefined;
}
