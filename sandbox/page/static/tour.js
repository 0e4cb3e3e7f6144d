// A short walk through the product: each step looks as somebody at a place and does something there for real.

import { el, fill } from "./dom.js";
import { showNextFromTop } from "./messages.js";
import { state } from "./state.js";

const KEY = "oncourse.toured";
const tour = document.getElementById("tour");
const say = (text) => ["write", { text }];

const STEPS = [
  {
    title: "Welcome to Campfire, Inc.",
    words:
      "The company is invented and this Slack is a sandbox, but Oncourse is real. Campfire plans its year on social media in #social. Click a face, top left, to be that person.",
    as: ["U0MAYA", "C0SOCIAL"],
  },
  {
    title: "1. Goals that serve the company",
    words: "Maya typed /plan. Every goal says which company goal it helps, and every screen shows that why.",
    as: ["U0MAYA", "C0SOCIAL"],
    actions: [say("/plan")],
  },
  {
    title: "2. Tactics, from a sentence",
    words: "She typed “/tactic add Film our office @hailey by 30 April” and the form is filled in. Choose its goal and press Add, or close it.",
    as: ["U0MAYA", "C0SOCIAL"],
    actions: [say("/tactic add Film our office @hailey by 30 April")],
  },
  {
    title: "3. What comes first",
    words: "Owners rate everything new in one form, from their daily message. Each rating stays hidden until all are shown. Then /plan matrix gives the order: quick wins, big bets, fill-ins, money pits.",
    as: ["U0MAYA", "C0SOCIAL"],
    actions: [say("/plan matrix")],
  },
  {
    title: "4. People and dates",
    words: "/tactic list shows everything in that order, with owners and dates. Use the menu beside a tactic to change it.",
    as: ["U0BRIAN", "C0SOCIAL"],
    actions: [say("/tactic list")],
  },
  {
    title: "5. Are we on course?",
    words: "Every Monday Oncourse asks the owners of open tactics in their daily message. Press Answer below “Are we on course?” and say if each is on course, drifting or off course. The message in the channel fills up as answers arrive.",
    as: ["U0BRIAN", "messages"],
  },
  {
    title: "6. One message a day",
    words: "The clock has moved to Brian's next daily message. He gets one only when there's something to say. What others ask of him comes in his working hours as “New for you”, at most twice a day. Press a button and the message updates.",
    as: ["U0BRIAN", "messages"],
    actions: [["advance", { moment: "Next daily message" }]],
  },
  {
    title: "7. The week's summary",
    words: "The clock has moved to the next check-in message. When a check-in closes, the channel gets a summary: counts against last week, what changed and why, advice, and the course over the weeks.",
    as: ["U0HAILEY", "C0SOCIAL"],
    actions: [["advance", { moment: "Next check-in" }]],
  },
  {
    title: "8. Everything of yours in one place",
    words: "Home shows what's due, what's waiting for Brian, his tactics, plans and settings.",
    as: ["U0BRIAN", "home"],
  },
  {
    title: "Your turn",
    words: "#launches has no plan yet, so here's the form that starts one. The buttons on top move time, Traffic shows what Oncourse and Slack tell each other, and Faults makes things fail.",
    as: ["U0MAYA", "C0LAUNCHES"],
    actions: [say("/plan new")],
  },
];

const done = new Set();
let step = 0;

/** Offer it to whoever is here for the first time, in Campfire. */
export function offerTour(page) {
  if (state.story || !tour.hidden || localStorage.getItem(KEY) || !state.people.some(({ id }) => id === STEPS[0].as[0])) return;
  step = 0;
  draw(page);
}

export async function startTour(page) {
  step = 0;
  done.clear();
  await show(page);
}

/** Look where the step is, and do its actions there, once: going back changes nothing. */
async function show(page) {
  const { as, actions = [] } = STEPS[step];
  draw(page);
  if (state.modals.length) await page.do("dismiss", { everything: true });
  await page.look(...as);
  if (done.has(step)) return;
  done.add(step);
  if (actions.length) showNextFromTop();
  for (const [name, said] of actions) await page.do(name, { place: state.place, ...said });
}

function draw(page) {
  const { title, words } = STEPS[step];
  const isLast = step === STEPS.length - 1;
  const turn = (by) => () => {
    step += by;
    show(page);
  };
  tour.hidden = false;
  fill(
    tour,
    el("p", { class: "quiet-words" }, `${step + 1} of ${STEPS.length}`),
    el("h2", {}, title),
    el("p", {}, words),
    el(
      "div",
      { class: "buttons" },
      el("button", { class: "quiet", "data-key": "end tour", on: { click: end } }, isLast ? "Close" : "End tour"),
      step > 0 && el("button", { "data-key": "tour back", on: { click: turn(-1) } }, "Back"),
      !isLast && el("button", { class: "primary", "data-key": "tour on", on: { click: turn(1) } }, step ? "Next" : "Show me"),
    ),
  );
}

function end() {
  localStorage.setItem(KEY, "yes");
  tour.hidden = true;
  document.getElementById("main").focus();
}
