// What is typed at the counter, kept in this browser until it is saved, so that a reload or a restart loses nothing.
// One draft per account, or per tablet. It never outlives fifteen minutes without a touch (drafts.js), and an answer „Nein“ empties it
// at once.

export const PREFIX = "kb-draft-";
export const COVER_AFTER = 90_000;
const TAB = "kb-tab"; // in this tab's own storage: which draft is its
const RELOADING = 500; // ms; so long the page that was here before may still hold the lock
const PERSONAL = ["phone", "first_name", "last_name", "email", "person"];

export const emptyForm = () => ({
  phone: "", first_name: "", last_name: "", email: "", person: null, elsewhere: false,
  item: "", category: "", brand: "", fault: "",
  warning: false, warning_reason: "", accessories: "", place: "",
  responsible: null, store: null, later: null,
});

export const isEmpty = (form) => JSON.stringify(form) === JSON.stringify(emptyForm());

export const withoutPerson = (form) => {
  const empty = emptyForm();
  PERSONAL.forEach((name) => (form[name] = empty[name]));
  form.elsewhere = false;
  form.later = null;
};

// crypto.randomUUID exists only in secure contexts; a tablet on plain http still has getRandomValues.
export const newId = () =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Draft {
  constructor(account, onTaken) {
    this.start = PREFIX + account;
    this.key = ""; // until `open`
    this.tab = newId();
    // Where browsers know no locks a second tab may have picked this draft up: then the two must not share one request.
    window.addEventListener("storage", (event) => {
      if (event.key !== this.key || !event.newValue) return;
      const theirs = parsed(event.newValue);
      if (theirs && theirs.tab !== this.tab) onTaken(theirs.request);
    });
  }

  // Each tab has a draft of its own, and finds it again after a reload. What a tab left behind that is gone (closed,
  // crashed) goes to the next one. A lock lasts exactly as long as its page, so nobody takes what somebody is at.
  async open() {
    const mine = stored(TAB, () => sessionStorage);
    if (mine?.startsWith(this.start) && (await held(mine, { signal: AbortSignal.timeout(RELOADING) }))) this.key = mine;
    for (const key of this.key ? [] : keys(this.start)) if (!this.key && (await held(key, { ifAvailable: true }))) this.key = key;
    if (!this.key) await held((this.key = `${this.start}-${this.tab}`), {});
    try {
      sessionStorage.setItem(TAB, this.key);
    } catch {
      // storage is forbidden here, so nothing is kept either
    }
  }

  read() {
    window.kontaktbuch.forgetOld();
    const found = parsed(stored(this.key));
    return found && { ...found, form: { ...emptyForm(), ...found.form } };
  }

  write(touched, request, sent, form) {
    if (isEmpty(form)) return this.clear();
    this.put({ touched, request, sent, form, tab: this.tab });
  }

  put(value) {
    if (!this.key) return;
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
    } catch {
      this.clear(); // full or forbidden: an old draft must not stand for what is on the screen
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // storage is forbidden here, so nothing was kept either
    }
  }
}

function stored(key, storage = () => localStorage) {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key === start || key.startsWith(`${start}-`));
  } catch {
    return [];
  }
}

// Whether this page has the lock now; it keeps it for good.
function held(name, how) {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    const keep = (lock) => (resolve(Boolean(lock)), lock ? new Promise(() => {}) : undefined);
    navigator.locks.request(name, how, keep).catch(() => resolve(false));
  });
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value.form === "object" ? value : null;
  } catch {
    return null;
  }
}
