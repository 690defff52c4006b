/* What every page does in the browser beside NiceGUI: say truly whether the program is reachable, start readers at the
   heading of a new screen, listen for a scanner, let links that leave the shell be ordinary links, and hand paper to the
   printer. */
(() => {
  const SCAN_GAP = 50; // ms between two keys: a scanner is faster, people are not
  const SCAN_LENGTH = 8; // a ticket number without dashes has at least seven digits, a token sixteen letters

  /* ---- reachable or not ---- */
  const online = (yes) => {
    document.body.classList.toggle("is-online", yes);
    document.body.classList.toggle("is-offline", !yes);
  };

  // A socket that is refused may mean that the session has ended: then the login helps, waiting does not.
  const checkSession = async () => {
    try {
      const answer = await fetch("/sitzung", { cache: "no-store" });
      if (answer.status === 401)
        location.replace("/anmelden?next=" + encodeURIComponent(location.pathname + location.search));
    } catch {
      /* the program is not there; the socket goes on trying */
    }
  };

  const watchSocket = () => {
    if (!window.socket) return setTimeout(watchSocket, 20);
    window.socket.on("connect", () => online(true));
    window.socket.on("disconnect", () => online(false));
    window.socket.on("connect_error", () => {
      online(false);
      // the counter keeps its form and says so by itself, but a tablet locks: the form is there again afterwards
      if (!document.querySelector(".kb-desk") || document.querySelector("meta[name=kb-tablet]")) checkSession();
    });
    if (window.socket.connected) online(true);
  };
  addEventListener("offline", () => online(false));
  addEventListener("online", () => online(Boolean(window.socket?.connected)));

  /* ---- a new screen ---- */
  const finding = (yes) => document.querySelector(".kb-top")?.classList.toggle("is-finding", yes);

  const arrived = () => {
    finding(false);
    const backdrop = document.querySelector(".q-drawer__backdrop:not(.hidden)");
    if (backdrop) backdrop.click();
    const heading = document.querySelector("main h1");
    const now = document.activeElement;
    // never out of the hands of somebody who is typing by now, in the search above as well
    if (!heading || heading.closest("main").contains(now) || now?.matches("input, textarea, select")) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  /* ---- links: NiceGUI asks the server about every one; only those to screens of the shell should go there ---- */
  const staysInShell = (path) =>
    (document.querySelector("meta[name=kb-screens]")?.content ?? "").split(" ").some((screen) =>
      screen.endsWith("*")
        ? path.startsWith(screen.slice(0, -1)) && !path.slice(screen.length - 1).includes("/")
        : path === screen);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.href.startsWith(location.origin) && !staysInShell(new URL(link.href).pathname))
      event.stopImmediatePropagation();
  });

  /* ---- skip link, search on a phone, logout ---- */
  document.addEventListener("click", (event) => {
    if (event.target.closest(".kb-skip")) {
      event.preventDefault();
      document.querySelector("main h1")?.focus();
    }
    if (event.target.closest(".kb-open-finder")) {
      finding(true);
      document.querySelector(".kb-finder input")?.focus();
    }
  });
  document.addEventListener("focusout", (event) => {
    const finder = event.target.closest(".kb-finder");
    if (finder && !finder.contains(event.relatedTarget)) finding(false);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".kb-logout")) return;
    (localStorage.clear(), sessionStorage.clear()); // drafts belong to whoever typed them
    window.kontaktbuch.leaving = true; // the server's word that nobody is logged in here must not overtake its answer
  });
  addEventListener("pageshow", () => (window.kontaktbuch.leaving = false)); // „back“ may bring this very page

  /* ---- a scanner types like a very fast keyboard. `code` is the key's place, for scanners that think they are on a
          US keyboard while this computer is set to German ---- */
  let typed = "", places = "", last = 0;
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.target.closest?.("input, textarea, select, [contenteditable], .q-dialog")) return;
    const quick = event.timeStamp - last < SCAN_GAP;
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (quick && typed.length >= SCAN_LENGTH && window.did_handshake) {
        event.preventDefault();
        emitEvent("kb_scanned", { typed, places });
      }
      typed = places = "";
    } else if (event.key.length === 1) {
      typed = (quick ? typed : "") + event.key;
      places = (quick ? places : "") + usKey(event);
    }
  });
  const US = { Slash: "/", Minus: "-", Period: ".", Semicolon: ":" };
  const usKey = ({ code, key }) => US[code] ?? (/^(Key|Digit)/.test(code) ? code.at(-1) : key);

  /* ---- paper: the browser's print dialogue for a PDF. As a blob the frame holds the PDF or nothing, so the words of a
          refusal are never printed; it goes after a while, because the paper names a person. Resolves to false where
          printing cannot work; it never throws. ---- */
  const PATIENCE = 8_000, PAPER_STAYS = 120_000;
  let paper;

  const putPaperAway = () => {
    if (!paper) return;
    paper.frame.remove();
    URL.revokeObjectURL(paper.address);
    clearTimeout(paper.timer);
    paper = undefined;
  };

  const print = async (url) => {
    if (navigator.pdfViewerEnabled === false) return false;
    try {
      const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/pdf")) return false;
      const pdf = await answer.blob();
      putPaperAway();
      const frame = Object.assign(document.createElement("iframe"), { id: "kb-paper", title: "", tabIndex: -1 });
      frame.setAttribute("aria-hidden", "true");
      paper = { frame, address: URL.createObjectURL(pdf), timer: setTimeout(putPaperAway, PAPER_STAYS) };
      await new Promise((resolve, reject) => {
        frame.onload = resolve;
        setTimeout(() => reject(new Error("the PDF did not load")), PATIENCE);
        frame.src = paper.address;
        document.body.append(frame);
      });
      // a browser driven by a program has nobody to look at a print dialogue, and headless Chromium crashes on one
      if (navigator.webdriver) return true;
      frame.contentWindow.focus();
      frame.contentWindow.print();
      return true;
    } catch {
      return false;
    }
  };

  Object.assign(window.kontaktbuch, { arrived, checkSession, print, putPaperAway });
  document.addEventListener("DOMContentLoaded", watchSocket);
})();
