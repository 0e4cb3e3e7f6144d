// What opens above the page: at most one at a time, never cut off by what it stands in.

const ROOM = 8;
const TALLEST = 340;

let open = null;

/**
 * Opens `popup` (an element with popover="manual") at `anchor`. It closes by `closePopup`, by a press outside of
 * both, when the focus leaves them, or when another opens; `onClose` is called then.
 */
export function openPopup(anchor, popup, onClose) {
  closePopup();
  open = { anchor, popup, onClose };
  popup.showPopover();
  settle();
  document.addEventListener("pointerdown", pressed, true);
  document.addEventListener("focusin", moved, true);
  window.addEventListener("scroll", scrolled, true);
  window.addEventListener("resize", settle);
}

/** Closes what is open, if anything is. */
export function closePopup() {
  if (!open) return;
  const { popup, onClose } = open;
  open = null;
  document.removeEventListener("pointerdown", pressed, true);
  document.removeEventListener("focusin", moved, true);
  window.removeEventListener("scroll", scrolled, true);
  window.removeEventListener("resize", settle);
  if (popup.isConnected && popup.matches(":popover-open")) popup.hidePopover();
  onClose();
}

/** Whether this popup is the open one. */
export function isOpen(popup) {
  return open?.popup === popup;
}

/** Puts the popup where there is room: below its anchor, or above. To be called again when its size changes. */
export function settle() {
  if (!open) return;
  const { anchor, popup } = open;
  const at = anchor.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - ROOM;
  const above = at.top - ROOM;
  popup.style.minWidth = `${Math.min(at.width, window.innerWidth - 2 * ROOM)}px`;
  popup.style.maxHeight = `${TALLEST}px`;
  const goesBelow = below >= Math.min(popup.scrollHeight, TALLEST) || below >= above;
  popup.style.maxHeight = `${Math.max(80, Math.min(TALLEST, goesBelow ? below : above))}px`;
  const { width, height } = popup.getBoundingClientRect();
  const left = at.left + width > window.innerWidth - ROOM ? at.right - width : at.left;
  popup.style.left = `${Math.max(ROOM, left)}px`;
  popup.style.top = `${goesBelow ? at.bottom + 4 : at.top - height - 4}px`;
}

function pressed({ target }) {
  if (isOutside(target)) closePopup();
}

function moved({ target }) {
  if (isOutside(target)) closePopup();
}

function scrolled({ target }) {
  if (!open.popup.contains(target)) settle();
}

function isOutside(target) {
  return !open.anchor.isConnected || !(open.anchor.contains(target) || open.popup.contains(target));
}
