// What is known of the workspace, and what each part of the page asks of it.

export const state = {
  workspace: null,
  me: "",
  place: "",
  now: 0,
  people: [],
  places: [],
  messages: new Map(),
  modals: [],
  home: null,
  traffic: [],
  problems: [],
  faults: null,
  story: "",
};

const MAX_TRAFFIC = 500;

/** All of what one person sees at one place. */
export function takeScreen(screen) {
  takeShared(screen);
  state.me = screen.person;
  state.place = screen.place;
  state.messages = new Map(screen.messages.map((message) => [message.ts, message]));
  state.modals = screen.modals;
  state.home = screen.home;
}

/** What changed since: messages that are new, other or gone; modals and Home where they did. */
export function takeNews(news) {
  takeShared(news);
  for (const message of news.messages) {
    if ("user" in message) state.messages.set(message.ts, message);
    else state.messages.delete(message.ts);
  }
  if (news.modals) state.modals = news.modals;
  if ("home" in news) state.home = news.home;
}

function takeShared(update) {
  state.now = update.now;
  state.people = update.people;
  state.places = update.places;
  state.faults = update.faults;
  state.story = update.story;
  state.traffic = [...state.traffic, ...update.traffic].slice(-MAX_TRAFFIC);
  state.problems.push(...update.problems);
}

export const user = (id) => state.people.find((person) => person.id === id);
export const me = () => user(state.me);
export const place = (id = state.place) => state.places.find((one) => one.id === id);
export const isApp = (id) => id === state.workspace.app.user;

/** The direct message with the app, where its Home is. */
export const appPlace = () => state.places.find((one) => one.kind === "im" && isApp(one.other));

/** What drawing a block needs besides the block. */
export function screenOf(surface, { values = {}, errors = {}, act, hold = () => {}, attach, confirm }) {
  return {
    surface,
    user,
    channel: (id) => state.places.find((one) => one.id === id && one.kind !== "im"),
    people: state.people.filter((person) => !person.bot),
    channels: state.places
      .filter((one) => one.kind !== "im" && one.in)
      .map((one) => ({ id: one.id, name: one.name, private: one.kind === "private" })),
    zone: me().zone,
    locale: me().locale,
    now: state.now,
    me: state.me,
    values,
    errors,
    file: (id) => `/files/${encodeURIComponent(id)}`,
    act,
    hold,
    attach,
    confirm,
  };
}
