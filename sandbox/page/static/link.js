// The connection to the sandbox: actions go out and are answered, what changed comes in.

const WAIT = 1000;

/** An action that was refused; `errors` are words by block_id when a form was held back. */
class Refused extends Error {
  constructor(reply) {
    super(reply.error ?? "");
    this.errors = reply.errors;
  }
}

/** A link that connects by itself, again and again; `hear` gets every message but the replies to actions. */
export class Link {
  #socket;
  #hear;
  #waiting = new Map();
  #number = 0;

  constructor(hear) {
    this.#hear = hear;
    this.#connect();
  }

  /** Do something: the promise is kept when it is done, and rejected with Refused when it may not be. */
  async do(name, said = {}) {
    const id = ++this.#number;
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) {
        reject(new Refused({ error: "I can't reach the sandbox. Is it still running?" }));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, do: name, ...said }));
    });
  }

  #connect() {
    this.#socket = new WebSocket(`ws://${location.host}/page/live`);
    this.#socket.addEventListener("message", (event) => this.#receive(JSON.parse(event.data)));
    this.#socket.addEventListener("close", () => this.#lost());
  }

  #receive(said) {
    if (!("reply" in said)) {
      this.#hear(said);
      return;
    }
    const { resolve, reject } = this.#waiting.get(said.reply);
    this.#waiting.delete(said.reply);
    if (said.error || said.errors) reject(new Refused(said));
    else resolve();
  }

  #lost() {
    for (const { reject } of this.#waiting.values()) reject(new Refused({ error: "The sandbox has stopped." }));
    this.#waiting.clear();
    this.#hear({ lost: true });
    setTimeout(() => this.#connect(), WAIT);
  }
}
