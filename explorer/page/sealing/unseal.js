// Opens a sealed page: PBKDF2-HMAC-SHA256, then AES-256-GCM, by the browser's own WebCrypto. What is opened takes the
// place of this page; nothing is stored and nothing is sent. A classic script: modules of the page come after it.
(() => {
  /** @param {string} id */
  const text = (id) => document.getElementById(id)?.textContent ?? "";
  const headerText = text("header");
  const header = JSON.parse(headerText);
  const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
  const field = /** @type {HTMLInputElement} */ (document.getElementById("passphrase"));
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("open"));
  const said = /** @type {HTMLElement} */ (document.getElementById("said"));
  const encoder = new TextEncoder();

  /** @param {string} base64 */
  const bytes = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

  /** @param {ArrayBuffer} secret @param {string} label */
  async function derived(secret, label) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
    return crypto.subtle.sign("HMAC", key, encoder.encode(label));
  }

  /** @param {string} passphrase  the page inside, or what is wrong */
  async function opened(passphrase) {
    const said = encoder.encode(passphrase.normalize("NFKC"));
    const given = await crypto.subtle.importKey("raw", said, "PBKDF2", false, ["deriveBits"]);
    const slow = { name: "PBKDF2", hash: "SHA-256", salt: bytes(header.salt), iterations: header.iterations };
    const secret = await crypto.subtle.deriveBits(slow, given, 256);
    const check = new Uint8Array(await derived(secret, "check"));
    if (bytes(header.check).some((byte, at) => byte !== check[at])) throw new Error("passphrase");
    const key = await crypto.subtle.importKey("raw", await derived(secret, "key"), "AES-GCM", false, ["decrypt"]);
    const cipher = { name: "AES-GCM", iv: bytes(header.nonce), additionalData: encoder.encode(headerText) };
    const plain = await crypto.subtle.decrypt(cipher, key, bytes(text("content")));
    return new TextDecoder().decode(plain);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = "Opening …";
    let page = "";
    try {
      if (document.title !== header.title || text("title") !== header.title) throw new Error("changed");
      page = await opened(field.value);
    } catch (error) {
      const isWrong = error instanceof Error && error.message === "passphrase";
      said.textContent = isWrong ? "The passphrase is wrong." : "This file was changed or is damaged. It does not open.";
      button.disabled = false;
      field.select();
      return;
    }
    field.value = "";
    document.open();
    document.write(page);
    document.close();
  });
})();
