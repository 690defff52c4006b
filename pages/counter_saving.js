// „Schein drucken“: what is missing, one request that may be sent again without harm, the answers, the paper.
import { newId } from "counter_draft";
import { ask } from "counter_link";

const RETRY = 2_000;

export const saving = {
  data: () => ({
    request: newId(), sent: "", errors: {}, trouble: "", loggedOut: false, sending: false, waiting: false,
    taken: null, paper: "", differs: false,
  }),
  computed: {
    missing() {
      const missing = [];
      if (this.unclear) missing.push(["who", this.t.missing_who]);
      if (this.unnamed) missing.push(["first_name", this.t.missing_name]);
      if (!this.form.item.trim()) missing.push(["item", this.t.missing_item]);
      if (this.form.store === null && !this.form.person?.has_consent) missing.push(["store", this.t.missing_answer]);
      return missing;
    },
    long() {
      return Object.keys(this.facts.fields).find((name) => this.tooLong(name));
    },
    summary() {
      if (!this.missing.length && this.long) {
        return this.t.look_again.replace("{what}", this.facts.fields[this.long].label);
      }
      if (!this.missing.length) return this.t.complete;
      return this.t.missing.replace("{what}", this.missing.map(([, word]) => word).join(", "));
    },
    login: () => "/anmelden?next=/annahme",
  },
  methods: {
    async submit() {
      if (this.sending) return;
      this.errors = {};
      if (this.missing.length) this.pointAt(this.missing.map(([name]) => name), this.t.missing_here, this.summary);
      else if (this.long) this.pointAt([this.long], this.tooLong(this.long));
      else await this.send();
    },
    // one sentence beside each of these fields, and the cursor in the first
    pointAt(names, sentence, trouble) {
      const label = this.facts.fields[names[0]]?.label;
      this.errors = Object.fromEntries(names.map((name) => [name, { sentence, about: this.form[name] }]));
      this.trouble = trouble ?? (label ? this.t.look_again.replace("{what}", label) : sentence);
      this.focus(names[0]);
    },
    intake() {
      const { person, elsewhere, ...typed } = this.form;
      const { repair, former } = this.facts.questions;
      return { ...typed, person: person?.public_id ?? null, shown: [repair.key, former.key] };
    },
    async send() {
      const intake = this.intake();
      const text = JSON.stringify(intake);
      const first = !this.sent;
      this.sent ||= text; // what an unanswered try held: a later one with the same id is answered with that
      this.sending = true;
      this.keep();
      const request = this.request;
      const { status, body } = await ask("POST", "/annahme/schein", { ...intake, request_id: request });
      this.sending = false;
      await this.$nextTick(); // until the form can take the focus again
      if (request !== this.request) return; // the form is another one by now
      if (status === 200) return this.saved(body, text);
      if (status && first) this.sent = "";
      await this.refused(status, body);
    },
    saved(taken, text) {
      const differs = taken.again && text !== this.sent;
      this.startOver();
      Object.assign(this, { taken, differs, touched: Date.now() }); // a late answer, too, is to be read
      this.printAgain();
    },
    async refused(status, body) {
      this.waiting = status === 0 || status === 503;
      if (status === 401) return this.sessionIsGone();
      if (body.facts) await this.askAnew(body.facts);
      this.trouble = status === 0 ? this.t.no_connection : body.sentence || this.t.failed;
      if (status === 0) this.link.doubt();
      else if (this.waiting) setTimeout(() => this.tryAgain(), RETRY);
      else if (body.field) this.pointAt([body.field], body.sentence);
    },
    // The wording of a question changed while this page stood open: nobody has answered the new one yet.
    async askAnew(facts) {
      this.facts = facts;
      Object.assign(this.form, { store: null, later: null });
      await this.$nextTick();
    },
    tryAgain() {
      if (!this.waiting || !this.online || this.sending) return;
      if (!this.missing.length) return this.send();
      Object.assign(this, { waiting: false, trouble: "" });
    },
    sessionIsGone() {
      Object.assign(this, { loggedOut: true, waiting: false, trouble: this.t.logged_out });
    },
    async printAgain() {
      const number = this.taken.number;
      this.paper = "printing";
      const printed = await window.kontaktbuch.print(`/r/${number}/schein.pdf`);
      if (this.taken?.number === number) this.paper = printed ? "printing" : "failed";
    },
  },
};
