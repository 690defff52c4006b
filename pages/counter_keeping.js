// Nothing typed is lost, and nothing is left lying about: draft, cover, a fresh start, a server that went away.
import { COVER_AFTER, Draft, emptyForm, isEmpty, newId } from "counter_draft";
import { Link, ask } from "counter_link";

const TAKE_BACK_FOR = 10_000; // ms; then whoever is next stands there
const CLOCKS_DIFFER = 60_000; // ms; a tablet's clock may have been put right since
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "input"];

// Whoever comes from the lock (lock.js) has just said who they are: „Kurze Pause“ would ask for nothing once more.
const unlockedAt = () => {
  try {
    const at = Number(sessionStorage.getItem("kb-unlocking"));
    sessionStorage.removeItem("kb-unlocking");
    return at < Date.now() + CLOCKS_DIFFER ? Math.min(at, Date.now()) : 0;
  } catch {
    return 0; // storage is forbidden here
  }
};

export const keeping = {
  data: () => ({ online: true, covered: false, dropped: null }),
  created() {
    this.touched = Date.now();
    this.draft = new Draft(this.account, (request) => {
      if (request === this.request && !this.sending) this.request = newId();
    });
    this.link = new Link((up) => this.linkChanged(up), () => this.pageIsStale());
    this.draft.open().then(() => this.restore());
  },
  mounted() {
    this.link.start();
    this.clock = setInterval(() => this.tick(), 1_000);
    this.sign = () => this.covered || (this.touched = Date.now());
    SIGNS_OF_LIFE.forEach((name) => document.addEventListener(name, this.sign, true));
  },
  unmounted() {
    this.link.stop();
    clearInterval(this.clock);
    clearTimeout(this.dropTimer);
    SIGNS_OF_LIFE.forEach((name) => document.removeEventListener(name, this.sign, true));
  },
  methods: {
    keep() {
      if (!isEmpty(this.form)) this.dropped = null;
      this.draft.write(this.touched, this.request, this.sent, this.form);
    },
    restore() {
      const found = this.draft.read(), unlocked = unlockedAt();
      if (!found || !isEmpty(this.form)) return this.keep();
      Object.assign(this, { form: found.form, request: found.request, sent: found.sent });
      this.touched = Math.max(found.touched, unlocked);
      this.keep();
      this.tick();
      this.lookUpAgain();
    },
    tick() {
      const rest = Date.now() - this.touched;
      const used = this.taken || !isEmpty(this.form);
      // what was to be saved as soon as the server is back stays until then
      if (this.sending || this.waiting) this.draft.write(Date.now(), this.request, this.sent, this.form);
      else if (used && rest > window.kontaktbuch.FORGET_AFTER) return this.next();
      if (used && rest > COVER_AFTER && !this.taken && !this.covered) this.cover();
    },
    cover() {
      this.covered = true;
      this.$nextTick(() => this.$refs.resume?.focus());
    },
    resume() {
      this.covered = false;
      this.touched = Date.now();
      this.keep();
    },
    startOver() {
      Object.assign(this, {
        form: emptyForm(), request: newId(), sent: "", named: false, matches: [], warning: "", errors: {},
        trouble: "", loggedOut: false, waiting: false, covered: false, taken: null,
      });
      this.draft.clear();
      window.kontaktbuch.putPaperAway();
    },
    // A tap that was meant for another button costs nothing: what was begun can be taken back for a moment.
    drop() {
      if (this.sending) return;
      const { form, request, sent } = this;
      this.dropped = isEmpty(form) ? null : { form, request, sent };
      clearTimeout(this.dropTimer);
      this.dropTimer = setTimeout(() => (this.dropped = null), TAKE_BACK_FOR);
      this.next();
    },
    takeBack() {
      Object.assign(this, this.dropped, { dropped: null });
      this.lookUpAgain();
    },
    lookUpAgain() {
      if (this.form.phone && !this.form.person && !this.form.elsewhere) this.lookUp();
    },
    async next() {
      if (this.sending) return; // the answer belongs to this form
      this.startOver();
      if (this.stale && !this.dropped) return window.location.reload();
      this.$nextTick(() => this.pad && this.focus("phone"));
      const { status, body } = await ask("GET", "/annahme/stand");
      if (status === 200 && isEmpty(this.form)) this.facts = body;
      if (status === 401) this.sessionIsGone();
    },
    // The server's news: somebody joined the team, a place is new. A question that is being answered stays as it was asked.
    renew(facts) {
      const { questions, favourites, ...rest } = facts;
      this.facts = { ...this.facts, ...(isEmpty(this.form) ? facts : rest) };
    },
    linkChanged(up) {
      this.online = up;
      if (up) this.tryAgain();
    },
    // The server no longer knows this page (it was restarted). Saving works all the same, so whoever is typing goes on.
    pageIsStale() {
      this.stale = true;
      if (isEmpty(this.form) && !this.taken) window.location.reload();
    },
  },
};
