// What floats above the page has to stand inside the open dialog, since everything outside it is out of reach.

const floating = ["alerts", "phone", "tour"];

/** Bring it where it can be reached: into the topmost open dialog, or back to the page. */
export function raise() {
  const above = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  for (const id of floating) {
    const element = document.getElementById(id);
    if (element.parentElement !== above) above.append(element);
  }
}
