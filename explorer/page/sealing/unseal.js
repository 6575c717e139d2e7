// Opens a sealed page: PBKDF2-HMAC-SHA256, then AES-256-GCM, by the browser's own WebCrypto. What is opened takes the
// place of this page; nothing is stored and nothing is sent. A classic script: modules of the page come after it.
(() => {
  const MOST_ITERATIONS = 10_000_000;
  /** @param {string} id */
  const text = (id) => document.getElementById(id)?.textContent ?? "";
  const headerText = text("header");
  const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
  const field = /** @type {HTMLInputElement} */ (document.getElementById("passphrase"));
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("open"));
  const said = /** @type {HTMLElement} */ (document.getElementById("said"));
  const encoder = new TextEncoder();

  /** @param {string} base64 */
  function bytes(base64) {
    const read = atob(base64);
    const found = new Uint8Array(read.length);
    for (let at = 0; at < read.length; at++) found[at] = read.charCodeAt(at); // Uint8Array.from takes 30 times as long
    return found;
  }

  /** @param {Uint8Array} one @param {Uint8Array} other */
  const isSame = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

  /** The header, where it is as it was written: a damaged one would look like a wrong passphrase, or take for ever. */
  async function headerRead() {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(headerText)));
    if (!isSame(sum, bytes(text("sum")))) throw new Error("changed");
    const header = JSON.parse(headerText);
    if (!(header.iterations <= MOST_ITERATIONS)) throw new Error("changed");
    if (document.title !== header.title || text("title") !== header.title) throw new Error("changed");
    return header;
  }

  /** @param {ArrayBuffer} secret @param {string} label */
  async function derived(secret, label) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
    return crypto.subtle.sign("HMAC", key, encoder.encode(label));
  }

  /** @param {string} passphrase  the page inside, or what is wrong */
  async function opened(passphrase) {
    const header = await headerRead();
    const typed = encoder.encode(passphrase.normalize("NFKC").replace(/^ +| +$/g, ""));
    const given = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
    const slow = { name: "PBKDF2", hash: "SHA-256", salt: bytes(header.salt), iterations: header.iterations };
    const secret = await crypto.subtle.deriveBits(slow, given, 256);
    if (!isSame(bytes(header.check), new Uint8Array(await derived(secret, "check")))) throw new Error("passphrase");
    const key = await crypto.subtle.importKey("raw", await derived(secret, "key"), "AES-GCM", false, ["decrypt"]);
    const cipher = { name: "AES-GCM", iv: bytes(header.nonce), additionalData: encoder.encode(headerText) };
    const plain = await crypto.subtle.decrypt(cipher, key, bytes(text("content")));
    return new TextDecoder().decode(plain);
  }

  /** Once the page is left it is gone: a browser that keeps pages to go back to keeps nothing of it. */
  function closeWhenLeft() {
    addEventListener("pagehide", () => document.documentElement.replaceChildren());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    form.setAttribute("aria-busy", "true");
    field.removeAttribute("aria-invalid");
    said.textContent = "Opening …";
    let page = "";
    try {
      page = await opened(field.value);
    } catch (error) {
      const isWrong = error instanceof Error && error.message === "passphrase";
      if (isWrong) said.textContent = "The passphrase is wrong.";
      else if (crypto.subtle) said.textContent = "This file was changed or is damaged. It does not open.";
      else said.textContent = "It opens only from this computer's disk, or over https: save the file, and open that.";
      field.setAttribute("aria-invalid", String(isWrong));
      form.removeAttribute("aria-busy");
      button.disabled = false;
      field.focus();
      field.select();
      return;
    }
    field.value = "";
    document.open();
    document.write(page);
    document.close();
    closeWhenLeft();
  });
  said.textContent = "";
})();
