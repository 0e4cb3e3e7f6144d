// Light and dark: as the machine is set, until somebody chooses.

const KEY = "oncourse.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => (localStorage.getItem(KEY) ?? (dark.matches ? "dark" : "light")) === "dark";

/** Put on what was chosen. */
export function wearTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

/** Change to the other one, and remember it. */
export function turnTheme() {
  localStorage.setItem(KEY, isDark() ? "light" : "dark");
  wearTheme();
}

dark.addEventListener("change", wearTheme);
