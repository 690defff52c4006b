// The way to the server: questions by fetch, and whether it is there at all.

const PATIENCE = 8_000;
const BEAT = 2_000;

// Resolves to {status, body}; status 0 means that nobody answered, or that the answer broke off on its way.
export async function ask(method, path, body) {
  try {
    const answer = await fetch(path, {
      method,
      cache: "no-store",
      credentials: "same-origin",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const redirectedToLogin = answer.redirected && !answer.url.endsWith(path);
    return { status: redirectedToLogin ? 401 : answer.status, body: parsed(await answer.text()) };
  } catch {
    return { status: 0, body: {} };
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return {}; // words of a refusal, or the file that `Link.check` asks for
  }
};

// Tells whether the server can be reached, and whether it still knows this page.
//
// NiceGUI reloads the page when a connection times out or the server was restarted. Without a network that reload
// ends in the browser's error page, and at any time it takes the keyboard away from whoever is typing. This form needs
// no socket to save, so it stays, and is loaded anew when nobody is in the middle of something (`onStale`).
export class Link {
  constructor(onChange, onStale) {
    this.up = true;
    this.onChange = onChange;
    this.onStale = onStale;
  }

  start() {
    this.timer = setInterval(() => this.check(), BEAT);
    window.addEventListener("offline", (this.lost = () => this.set(false)));
    window.addEventListener("online", (this.back = () => this.check()));
    this.adopt();
  }

  stop() {
    clearInterval(this.timer);
    window.removeEventListener("offline", this.lost);
    window.removeEventListener("online", this.back);
  }

  adopt() {
    if (!window.socket) return void setTimeout(() => this.adopt(), 50);
    window.socket.off("try_reconnect").on("try_reconnect", () => this.onStale());
    window.socket.off("connect_error").on("connect_error", (error) => {
      if (error.message === "Implicit handshake failed") this.onStale();
      this.check();
    });
    window.socket.on("disconnect", () => this.set(false));
    window.socket.on("connect", () => this.check());
  }

  async check() {
    if (!navigator.onLine) return this.set(false);
    if (this.up && window.socket?.connected) return; // once down, only an answer counts
    // this very file is public, small and opens no session: asking for it does not keep anyone logged in
    this.set((await ask("GET", new URL(import.meta.url).pathname)).status === 200);
  }

  // an answer failed to come, whatever the socket believes
  doubt() {
    this.set(false);
  }

  set(up) {
    up = up && navigator.onLine;
    if (up === this.up) return;
    this.up = up;
    this.onChange(up);
  }
}
