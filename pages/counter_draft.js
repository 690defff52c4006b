// What is typed at the counter, kept in this browser until it is saved, so that a reload or a restart loses nothing.
// One draft per account, or per tablet. It never outlives fifteen minutes without a touch (drafts.js), and an answer „Nein“ empties it
// at once.

export const PREFIX = "kb-draft-";
export const COVER_AFTER = 90_000;
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
    this.key = PREFIX + account;
    this.tab = newId();
    // A second tab of the same account picked this draft up: from then on the two must not share one request.
    window.addEventListener("storage", (event) => {
      if (event.key !== this.key || !event.newValue) return;
      const theirs = parsed(event.newValue);
      if (theirs && theirs.tab !== this.tab) onTaken(theirs.request);
    });
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

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value.form === "object" ? value : null;
  } catch {
    return null;
  }
}
