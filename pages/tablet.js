/* A tablet of the counter. Being used is told to the server, which decides when it locks. Whoever leaves it leaves nothing
   readable: when the time is over and the server cannot be asked, the page covers itself until it can. */
document.addEventListener("DOMContentLoaded", () => {
  const meta = document.querySelector("meta[name=kb-tablet]");
  if (!meta) return;
  const LIMIT = meta.content * 1000, SIGNS_OF_LIFE = ["pointerdown", "keydown", "input"];
  let used = Date.now(), told = used, asking = false, locking = false, cover;

  const toLock = () => location.replace("/anmelden?next=" + encodeURIComponent(location.pathname + location.search));

  const covered = (yes) => {
    if (yes === Boolean(cover)) return;
    [...document.body.children].forEach((each) => (each.inert = yes));
    if (!yes) return (cover.remove(), (cover = undefined));
    cover = Object.assign(document.createElement("div"), { className: "kb-locked", tabIndex: -1 });
    cover.setAttribute("role", "alertdialog");
    cover.setAttribute("aria-label", meta.dataset.title);
    cover.append(
      Object.assign(document.createElement("h1"), { textContent: meta.dataset.title }),
      Object.assign(document.createElement("p"), { textContent: meta.dataset.text }));
    document.body.append(cover);
    cover.focus();
  };

  const ask = async (method, path) => {
    try {
      return (await fetch(path, { method, cache: "no-store", signal: AbortSignal.timeout(8_000) })).status;
    } catch {
      return 0;
    }
  };

  const gone = (status) => status === 401 || status === 200; // 200: led to the lock, which answered

  // Nobody was here for too long, or somebody wants it locked: the server says how it stands.
  const look = async () => {
    if (asking) return;
    asking = true;
    const status = locking ? await ask("POST", "/sperren") : await ask("GET", "/sitzung");
    asking = false;
    if (gone(status) || (locking && status && status < 500)) return toLock();
    covered(status === 0 || status >= 500);
    if (status === 204) used = Date.now() - LIMIT + 2_000; // another tab was used: asked again in a moment
  };

  const tell = async () => {
    told = Date.now();
    if (gone(await ask("POST", "/benutzt"))) toLock();
  };

  const sign = () => {
    const now = Date.now();
    if (cover || locking) return;
    if (now - used > LIMIT) return look(); // woken up: what is tapped now was not meant for this page
    used = now;
    if (now - told > LIMIT / 10) tell();
  };

  SIGNS_OF_LIFE.forEach((name) => document.addEventListener(name, sign, true));
  document.addEventListener("visibilitychange", () => Date.now() - used > LIMIT && look());
  // back in the Wi-Fi: what ended the session meanwhile could not be told to this page
  addEventListener("online", async () => gone(await ask("GET", "/sitzung")) && toLock());
  setInterval(() => (locking || Date.now() - used > LIMIT) && look(), 1_000);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".kb-lock")) return;
    event.preventDefault(); // without a network the form would end in the browser's error page
    locking = true;
    look();
  });
});
