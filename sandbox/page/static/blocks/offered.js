// What menus offer: options, people, channels; each as {key, said, note, found, value}.

import { characters } from "./words.js";

const OFFERS = {
  static_select: options,
  users_select: (_, screen) => [{ items: people(screen) }],
  channels_select: (_, screen) => [{ items: channels(screen).filter((item) => !item.isPrivate) }],
  conversations_select: conversations,
};

/** Groups of things to choose: [{label, items}]; a group without label stands by itself. */
export function offered(element, screen) {
  return OFFERS[element.type.replace(/^multi_/, "")](element, screen);
}

/** The thing for what a state holds, which may be offered no longer. */
export function itemOf(value, groups, screen) {
  const key = typeof value === "string" ? value : value.value;
  const known = groups.flatMap((group) => group.items).find((item) => item.key === key);
  if (known) return known;
  return typeof value === "string" ? { key, said: nameOf(key, screen), value } : option(value);
}

function nameOf(id, screen) {
  return screen.user(id)?.name ?? (screen.channel(id) ? `#${screen.channel(id).name}` : id);
}

function options(element) {
  if (!element.option_groups) return [{ items: element.options.map(option) }];
  return element.option_groups.map((group) => ({ label: characters(group.label), items: group.options.map(option) }));
}

function option(one) {
  const said = characters(one.text);
  const note = characters(one.description);
  return { key: one.value, said, note, found: `${said} ${note}`, value: one };
}

function people(screen) {
  return screen.people
    .filter((person) => person.offered !== false)
    .map(({ id, name, handle, note }) => ({ key: id, said: name, note, found: `${name} @${handle} ${note}`, value: id }));
}

function channels(screen) {
  return screen.channels.map(({ id, name, private: isPrivate = false }) => ({
    key: id,
    said: `#${name}`,
    note: isPrivate ? "private" : "",
    found: `#${name}`,
    value: id,
    isPrivate,
  }));
}

function conversations({ filter = {} }, screen) {
  const kinds = filter.include ?? ["im", "public", "private"];
  const rooms = channels(screen).filter(({ isPrivate }) => kinds.includes(isPrivate ? "private" : "public"));
  const direct = kinds.includes("im") ? people(screen) : [];
  const groups = [
    { label: "Channels", items: rooms },
    { label: "People", items: direct },
  ];
  return groups.filter(({ items }) => items.length);
}
