/* A form whose fields are drawn by the server. Here is only what must happen in the browser: Enter saves, and what was
   typed survives a Wi-Fi drop, a reload and a restart of the server. The draft holds the fields somebody typed into and
   what stood there before. It lies in this tab's storage, belongs to one account and one form, and goes with saving,
   leaving or after a quarter of an hour. */

// a choice carries its mark around the input, every other field on it
const inner = (field) => field.querySelector("input") ?? field;

export default {
  template: `<form class="kb-formbody" novalidate @submit.prevent @keydown.enter="enter" @input="keep"
    @focusout="keep"><slot></slot></form>`,
  props: { draft: String },
  emits: ["send", "restore"],

  created() {
    this.before = null;   // the fields as the server drew them
  },
  async mounted() {
    if (!this.draft) return;
    window.kontaktbuch.forgetOld();
    await this.$nextTick();   // the fields hold their texts only then
    this.before = this.texts();
    const kept = this.read(this.draft);
    if (kept) this.$emit("restore", kept.texts);
  },
  beforeUnmount() {
    this.gone = true;     // leaving the focused field still fires an event, when the draft may have been let go
  },

  methods: {
    enter(event) {
      if (event.target.tagName !== "INPUT" || event.target.getAttribute("role") === "combobox" || event.isComposing) return;
      event.preventDefault();
      this.$emit("send");
    },
    texts() {
      const fields = [...this.$el.querySelectorAll("[data-field]")];
      return Object.fromEntries(fields.map((field) => [
        field.dataset.field,
        field.hasAttribute("aria-checked") ? String(field.getAttribute("aria-checked") === "true") : inner(field).value,
      ]));
    },
    /* called by the server: a choice is made outside of the form and has changed once it is drawn */
    chosen() {
      setTimeout(() => this.keep());
    },
    keep() {
      if (!this.draft || this.gone || !this.$el.isConnected) return;
      const typed = Object.entries(this.texts()).filter(([name, text]) => text !== this.before?.[name]);
      if (!typed.length) return this.forget();
      const texts = Object.fromEntries(typed.map(([name, text]) => [name, { text, before: this.before?.[name] ?? "" }]));
      try {
        sessionStorage.setItem(this.draft, JSON.stringify({ touched: Date.now(), texts }));
      } catch {
        this.forget();   // full or forbidden: an old draft must not stand for what is on the screen
      }
    },
    /* the server has filled the fields anew: from here on only what differs is worth keeping */
    async start() {
      await this.$nextTick();
      this.before = this.texts();
      this.forget();
    },
    forget() {
      try {
        sessionStorage.removeItem(this.draft);
      } catch {
        // storage is forbidden here, so nothing was kept either
      }
    },
    focus_field(name) {
      const field = this.$el.querySelector(`[data-field="${CSS.escape(name)}"]`);
      if (!field) return;
      inner(field).focus();
      setTimeout(() => this.uncover());
    },
    /* how far a field stays away from what lies over the form: its scroll margin (50-repair.css) */
    uncover() {
      const field = document.activeElement?.closest(".q-field");
      if (field && this.$el.contains(field)) field.scrollIntoView({ block: "nearest" });
    },
    read(key) {
      try {
        return JSON.parse(sessionStorage.getItem(key));
      } catch {
        return null;
      }
    },
  },
};
