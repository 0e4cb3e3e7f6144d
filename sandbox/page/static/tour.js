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
      "This company is invented; the Slack is a sandbox; the bot, Oncourse, is real. Campfire has planned its year on social media in the channel social. Act as anyone by pressing their face at the top left.",
    as: ["U0MAYA", "C0SOCIAL"],
  },
  {
    title: "1. Goals that serve the company",
    words: "Maya has typed /plan. Every goal says which goal of the company it helps, and that “why” is shown wherever the goal is.",
    as: ["U0MAYA", "C0SOCIAL"],
    deeds: [say("/plan")],
  },
  {
    title: "2. Tactics, from a sentence",
    words: "She has typed “/tactic add Film our office @hailey by 30 April”. The form is filled in; choose the goal it serves and send it, or close it.",
    as: ["U0MAYA", "C0SOCIAL"],
    deeds: [say("/tactic add Film our office @hailey by 30 April")],
  },
  {
    title: "3. What comes first",
    words: "Owners rate value and complexity without seeing each other's ratings. Then all is revealed, and /plan matrix shows the order: quick wins, big bets, fill-ins, money pits.",
    as: ["U0MAYA", "C0SOCIAL"],
    deeds: [say("/plan matrix")],
  },
  {
    title: "4. People and dates",
    words: "/tactic list has everything in that order, with owners, dates and rhythms. The menu beside each tactic changes it.",
    as: ["U0BRIAN", "C0SOCIAL"],
    deeds: [say("/tactic list")],
  },
  {
    title: "5. Are we on course?",
    words: "Every Monday Oncourse asks the owners of open tactics. Press Answer below “Are we on course?”: each tactic is on course, drifting or off course. The channel's message fills up as answers arrive.",
    as: ["U0BRIAN", "messages"],
  },
  {
    title: "A reminder",
    words: "The clock has moved to Brian's next reminder. He gets at most one message a day, and only when there is something to say. Its buttons work in place: the message is drawn anew.",
    as: ["U0BRIAN", "messages"],
    deeds: [["advance", { moment: "Next daily message" }]],
  },
  {
    title: "The week's summary",
    words: "The clock has moved on to what the channel hears next of its check-in: when one closes, the counts against last week, what changed and why, advice, and the course over the weeks as a picture.",
    as: ["U0HAILEY", "C0SOCIAL"],
    deeds: [["advance", { moment: "Next check-in" }]],
  },
  {
    title: "All that is yours, in one place",
    words: "Home has what is due, what is owed, Brian's tactics and his plans, and how he wants to be reminded.",
    as: ["U0BRIAN", "home"],
  },
  {
    title: "Your turn",
    words: "The channel launches has no plan yet. The form that starts one is open. Time moves with the buttons at the top; Traffic shows what the bot and Slack say to each other, and Faults lets things go wrong.",
    as: ["U0MAYA", "C0LAUNCHES"],
    deeds: [say("/plan new")],
  },
];

const done = new Set();
let step = 0;

/** Offer it to whoever is here for the first time, in Campfire. */
export function offerTour(page) {
  if (state.played || !tour.hidden || localStorage.getItem(KEY) || !state.people.some(({ id }) => id === STEPS[0].as[0])) return;
  step = 0;
  draw(page);
}

export async function startTour(page) {
  step = 0;
  done.clear();
  await show(page);
}

/** Look where the step is, and do its deeds there, once: going back changes nothing. */
async function show(page) {
  const { as, deeds = [] } = STEPS[step];
  draw(page);
  if (state.modals.length) await page.do("dismiss", { everything: true });
  await page.look(...as);
  if (done.has(step)) return;
  done.add(step);
  if (deeds.length) showNextFromTop();
  for (const [name, said] of deeds) await page.do(name, { place: state.place, ...said });
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
      el("button", { class: "quiet", "data-key": "end tour", on: { click: end } }, isLast ? "Close" : "End the tour"),
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
