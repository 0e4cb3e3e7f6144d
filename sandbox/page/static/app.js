// The page: what the sandbox tells is taken down, and each part drawn anew where it changed.

import { alertOf, drawStanding } from "./alerts.js";
import { drawClock } from "./clock.js";
import { drawComposer } from "./composer.js";
import { drawFaults } from "./faults.js";
import { Link } from "./link.js";
import { drawMessages, drawNewMessages } from "./messages.js";
import { drawModals } from "./modals.js";
import { drawPanel, panels } from "./panel.js";
import { followPermalink } from "./permalinks.js";
import { ring } from "./phone.js";
import { drawHome, drawPlace } from "./place.js";
import { drawSide } from "./side.js";
import { place, state, takeNews, takeScreen } from "./state.js";
import { wearTheme } from "./theme.js";
import { drawThread, hasThread } from "./thread.js";
import { offerTour } from "./tour.js";
import { drawTraffic } from "./traffic.js";

const HOME = "home";

/** How every part acts: as the person looked as; what is refused is told on the page. */
const page = {
  /** True when it is done. What is held back at fields of a form is the form's own to tell: it is thrown. */
  async do(name, said = {}) {
    try {
      await link.do(name, { person: state.me, ...said });
      return true;
    } catch (refused) {
      if (refused.errors) throw refused;
      alertOf(refused.message);
      return false;
    }
  },
  /** Look as somebody at a place, or at Home. */
  go(person, where) {
    location.hash = `#/${person}/${where}`;
  },
  /** The same, and wait until it is drawn. */
  async look(person, where) {
    history.pushState(null, "", `#/${person}/${where}`);
    await look();
  },
};

Object.assign(panels, {
  thread: { title: "Thread", draw: drawThread, isHere: hasThread },
  traffic: { title: "Traffic with Slack", draw: drawTraffic },
  faults: { title: "Faults", draw: drawFaults },
});

const link = new Link(hear);
addEventListener("hashchange", look);
addEventListener("click", followPermalink(page));

function hear(said) {
  drawStanding("lost", said.lost && "The sandbox has stopped. Start it again and this page reconnects.");
  if (said.workspace) {
    state.workspace = said.workspace;
    [state.traffic, state.problems] = [[], []];
    look();
  } else if (said.screen) {
    takeScreen(said.screen);
    drawAll();
  } else if (said.news && state.me) {
    takeNews(said.news);
    drawNews(said.news);
  }
}

/** Look as the address says, once the sandbox has said what is there. */
async function look() {
  if (!state.workspace || !/^(#\/|$)/.test(location.hash)) return; // other addresses lead to parts of the page
  const { person, place: first } = state.workspace.first;
  const [, as = person, where = first] = location.hash.split("/");
  await page.do("open", { person: as, place: where === HOME ? "" : where });
  if (where === HOME && !state.story) await page.do("home");
}

function drawAll() {
  wearTheme();
  drawStanding("story", state.story);
  document.title = `${place()?.name ?? "Home"} (sandbox)`;
  document.body.dataset.looking = `${state.me} ${state.place || HOME}`;
  drawClock(page);
  drawSide(page);
  drawPlace(page);
  drawMessages(page);
  drawComposer(page);
  drawHome(page);
  drawModals(page);
  drawPanel(page);
  offerTour(page);
}

function drawNews(news) {
  drawStanding("story", state.story);
  if (state.place && !place()?.in) page.go(state.me, HOME); // nobody stays where they are not a member any more
  drawClock(page);
  drawSide(page);
  drawPlace(page);
  drawComposer(page);
  drawNewMessages(page, news.messages);
  if ("home" in news) drawHome(page);
  if (news.modals) drawModals(page);
  drawPanel(page);
  offerTour(page);
  for (const toast of news.toasts) alertOf(toast);
  if (!state.story) for (const message of news.notifications) ring(page, message);
}
