// The counter: one form that lives in this browser. Every tap answers at once, and it talks to the store by fetch,
// so that neither the Wi-Fi nor a restart of the server takes anything away from whoever is typing.
import { emptyForm, withoutPerson } from "counter_draft";
import { keeping } from "counter_keeping";
import { kinds } from "counter_kind";
import { ask } from "counter_link";
import { Field, Question, Saved } from "counter_parts";
import { saving } from "counter_saving";
import { template } from "counter_view";

const LOOK_UP_AFTER = 200;
const PLACES = {
  who: ".kb-matches button", store: "input[name=frage-store]", later: "input[name=frage-later]:not(:disabled)",
};

const startsWith = (text, word) => {
  const rest = text.trim().toLowerCase();
  return rest === word.toLowerCase() || rest.startsWith(`${word.toLowerCase()} `);
};

export default {
  template,
  mixins: [saving, keeping, kinds],
  components: { KbField: Field, KbQuestion: Question, KbSaved: Saved },
  props: { account: String, start: Object, person: String, t: Object },
  data() {
    return {
      form: emptyForm(), facts: this.start, named: false, matches: [], warning: "",
      pad: window.matchMedia("(min-width: 720px)").matches, // a phone brings its own keys
    };
  },
  computed: {
    nameless() {
      return this.form.store === false;
    },
    withName() {
      const { store, phone, first_name, last_name, person } = this.form;
      return !this.nameless && !!(this.named || store || phone || first_name || last_name || person);
    },
    noName() {
      const { person, first_name, last_name } = this.form;
      return !this.nameless && !person && !first_name.trim() && !last_name.trim();
    },
    choosing() {
      return this.matches.length > 0 && !this.form.person && !this.form.elsewhere;
    },
    unclear() {
      return this.noName && this.choosing;
    },
    unnamed() {
      return this.noName && !this.unclear && this.form.store === true;
    },
    // the favourite that what was brought begins with: its button is the one that is pressed
    category() {
      return this.facts.favourites.find((word) => startsWith(this.form.item, word)) ?? "";
    },
    faults() {
      return this.form.fault.split(",").map((part) => part.trim()).filter(Boolean);
    },
  },
  watch: {
    form: {
      deep: true,
      handler() {
        this.keep();
        if (!this.waiting && !this.loggedOut) this.trouble = "";
      },
    },
  },
  mounted() {
    if (this.pad && !this.covered) this.focus("phone");
  },
  methods: {
    bound(name) {
      return { name, label: this.facts.fields[name].label, error: this.wrong(name) || this.tooLong(name) };
    },
    // a sentence stands beside its field until the field is changed
    wrong(name) {
      const error = this.errors[name];
      return error && error.about === this.form[name] ? error.sentence : "";
    },
    tooLong(name) {
      const limit = this.facts.fields[name].limit;
      const length = [...this.form[name].trim()].length;
      return length > limit ? this.t.too_long.replace("{limit}", limit).replace("{length}", length) : "";
    },
    focus(name) {
      const place = this.$el.querySelector(PLACES[name] ?? `#annahme-${name}`);
      place?.focus();
      place?.scrollIntoView({ block: "nearest" });
    },
    // Enter goes on to the next field: a scanner or the screen keyboard sends it, and it must not print.
    onward(event) {
      if (event.target.tagName !== "INPUT" || event.target.type === "radio") return;
      event.preventDefault();
      const fields = [...this.$el.querySelectorAll("input:not([type=radio], :disabled), textarea, select")];
      fields[fields.indexOf(event.target) + 1]?.focus();
    },

    // ---- who ----
    wantName() {
      this.named = true;
      if (this.nameless) this.form.store = null;
      this.$nextTick(() => this.focus("phone"));
    },
    answer(yes) {
      this.form.store = yes;
      if (!yes) this.forgetPerson();
    },
    forgetPerson() {
      withoutPerson(this.form);
      // an earlier try may have reached the store: the words go, the fact that they differed stays
      Object.assign(this, { named: false, matches: [], warning: "", errors: {}, sent: this.sent && "-" });
      this.keep();
    },
    press(key) {
      const field = document.getElementById("annahme-phone");
      const { selectionStart: from, selectionEnd: to } = field;
      field.setRangeText(key, key || from !== to ? from : Math.max(from - 1, 0), to, "end");
      this.typePhone(field.value);
      field.focus();
    },
    typePhone(phone) {
      const repair = this.scanned(phone);
      if (repair) return this.openRepair(repair);
      Object.assign(this.form, { phone, person: null, elsewhere: false });
      Object.assign(this, { matches: [], warning: "" });
      this.answered = "";
      clearTimeout(this.lookUpTimer);
      if (phone.replace(/\D/g, "").length > 4) this.lookUpTimer = setTimeout(() => this.lookUp(), LOOK_UP_AFTER);
    },
    // a slip's code, read by a scanner while the cursor stood here: it is about something that is in the house already
    scanned(text) {
      const found = text.match(/[/-][tr][/-]([0-9a-z-]{6,20})\s*$/i);
      return found && (found[1].includes("-") || found[1].length < 12 ? `/r/${found[1]}` : `/t/${found[1]}`);
    },
    openRepair(address) {
      this.form.phone = "";
      this.keep();
      window.location.assign(address);
    },
    leavePhone() {
      const { phone, person } = this.form; // a short number, too, may be worth a second look, but none is asked for twice
      if (phone.trim() && !person && phone !== this.answered) this.lookUp();
    },
    async lookUp() {
      const phone = this.form.phone;
      clearTimeout(this.lookUpTimer);
      const { status, body } = await ask("POST", "/annahme/person", { phone });
      if (phone !== this.form.phone) return; // typed on meanwhile, emptied, or the next person
      if (status === 200) Object.assign(this, { matches: body.matches, warning: body.warning, answered: phone });
      if (status === 401) this.sessionIsGone();
    },
    pick(person) {
      Object.assign(this.form, { person, first_name: "", last_name: "", email: "" });
    },
    unpick() {
      this.form.person = null;
      this.lookUp();
    },
    pickNobody() {
      this.form.elsewhere = true;
      this.$nextTick(() => this.focus("first_name"));
    },

    // ---- what ----
    pickItem(word) {
      const rest = this.form.item.trim().slice(this.category.length).trim();
      const chosen = word === this.category ? "" : word;
      this.form.item = [chosen, rest].filter(Boolean).join(" ");
      if (!word) this.focus("item");
    },
    pickFault(word) {
      const others = this.faults.filter((fault) => fault !== word);
      this.form.fault = (this.faults.includes(word) ? others : [...others, word]).join(", ");
    },
    warn() {
      this.form.warning = !this.form.warning;
      this.form.warning_reason = "";
      if (this.form.warning) this.$nextTick(() => this.focus("warning_reason"));
    },
  },
};
