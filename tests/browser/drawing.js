// A bare page around the drawn blocks, which remembers what they told it.
import { DRAWN, drawBlocks, drawMrkdwn, drawText } from "/static/blocks/index.js";

const place = document.querySelector("#drawn");

function screenOf({ users = [], rooms = [], files = {}, agrees = true, ...rest }) {
  window.told = [];
  return {
    surface: "message",
    people: [],
    channels: [],
    zone: "Europe/Riga",
    locale: "en-US",
    now: 1801458000000,
    me: "U0MAYA",
    values: {},
    errors: {},
    ...rest,
    user: (id) => users.find((user) => user.id === id),
    channel: (id) => rooms.find((room) => room.id === id),
    file: (id) => files[id],
    act: (action) => window.told.push({ act: action }),
    hold: (block, action, state) => window.told.push({ hold: [block, action, state] }),
    attach: (block, action, files) =>
      window.told.push({ attach: [block, action, [...files].map((file) => file.name)] }),
    confirm: async (question) => {
      window.told.push({ confirm: question });
      return agrees;
    },
  };
}

window.DRAWN = DRAWN;
window.draw = (blocks, rest) => place.replaceChildren(...drawBlocks(blocks, screenOf(rest)));
window.drawText = (text, rest) => {
  place.replaceChildren(...drawText(text, screenOf(rest)));
  return place.firstElementChild.innerHTML;
};
window.drawMrkdwn = (string, rest) => {
  place.replaceChildren(...drawMrkdwn(string, screenOf(rest)));
  return place.firstElementChild.innerHTML;
};
document.documentElement.dataset.ready = "yes";
