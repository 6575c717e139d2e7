/** Playback: the record contact by contact, with a caption that says what happens. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */

const EACH = 2600; // milliseconds to a contact

/**
 * What happens at a contact: its number among those counted, its date, who does what to whom, what became of it.
 * @param {Payload} payload
 * @param {number} column
 */
export function captionOf(payload, column) {
  const contact = payload.contacts[column];
  if (!contact) return "";
  const kind = payload.kinds[contact.kind];
  const all = payload.contacts.at(-1)?.contactsSoFar ?? 0;
  const number = contact.isCounted ? `${contact.contactsSoFar} of ${all}: ` : "";
  const to = contact.arrows.map((arrow) => arrow.name);
  const ends = to.length > 1 ? `${to.slice(0, -1).join(", ")} and ${to.at(-1)}` : to.join("");
  const does =
    contact.senderName && ends
      ? `${contact.senderName} ${kind?.verb} ${ends}`
      : [kind?.label, contact.senderName, ends].filter(Boolean).join(", ");
  const became = contact.arrows.map(({ sentence }) => sentence).filter(Boolean);
  const said = [...new Set(became)].map(
    (text) => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, ""),
  );
  return `${number}${contact.when}, ${[does, ...said].join("; ")}`;
}

/**
 * @param {Payload} payload
 * @param {Store} store
 * @param {(way: number) => boolean} step  to the next contact shown; false where there is none
 */
export function createPlayback(payload, store, step) {
  let timer = 0;
  const isOn = () => store.get().ask === "play";

  function run() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isOn()) return pause();
      if (step(1)) run();
      else pause();
      told();
    }, EACH);
  }

  function pause() {
    clearTimeout(timer);
    timer = 0;
  }

  /** @type {() => void} */
  let told = () => {};

  return {
    isRunning: () => timer !== 0,
    /** @param {() => void} listener */
    listen: (listener) => {
      told = listener;
    },
    /** Starts, goes on, or stands still. */
    toggle: () => {
      if (timer) pause();
      else {
        const isAtEnd = store.get().contact === payload.contacts.at(-1)?.id;
        const first = payload.contacts[0]?.id ?? "";
        if (!isOn() || isAtEnd)
          store.set({
            ask: "play",
            contact: isAtEnd || !store.get().contact ? first : store.get().contact,
            party: "",
            finding: "",
            journey: "",
          });
        run();
      }
      told();
    },
    pause,
  };
}

/** @typedef {ReturnType<typeof createPlayback>} Playback */
