/* The search over everything. One question is on its way at a time and only the newest text is kept meanwhile, so
   hits appear while typing without a pause and a late answer never replaces a newer one. */
const PATIENCE = 3000; // ms after which an unanswered question no longer holds up the next

const plain = (text) =>
  text.toLowerCase().replace(/ß/g, "ss").replace(/ı/g, "i").replace(/ł/g, "l").normalize("NFD").replace(/[\u0300-\u036f]/g, "");

// [before, found, after] where a word of the text begins like a word that was typed
const marked = (text, question) => {
  const wanted = plain(question).split(/\s+/).filter(Boolean);
  for (const found of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (const word of wanted) {
      if (!plain(found[0]).startsWith(word)) continue;
      let length = 1;
      while (length < found[0].length && plain(found[0].slice(0, length)).length < word.length) length++;
      return [text.slice(0, found.index), found[0].slice(0, length), text.slice(found.index + length)];
    }
  }
  return [text, "", ""];
};

export default {
  template: `
    <div class="kb-finder__box" role="search" @focusout="leave" @keydown="key">
      <i class="q-icon material-icons-outlined" aria-hidden="true">search</i>
      <input ref="field" type="search" class="kb-input kb-input--search" :aria-label="words.finden" :placeholder="words.placeholder"
        v-model="text" @input="ask" @focus="open = true" autocomplete="off" autocapitalize="off" spellcheck="false"
        enterkeyhint="go" maxlength="200" aria-autocomplete="list" aria-controls="kb-hits" :aria-activedescendant="active" />
      <div v-show="shown" id="kb-hits" class="kb-hits" role="listbox" :aria-label="words.hits">
        <div v-for="group in groups" role="group" :aria-label="group.title">
          <div class="kb-hits__head" aria-hidden="true">{{ group.title }}</div>
          <a v-for="hit in group.hits" :id="'kb-hit-' + hit.n" :key="hit.n" :href="hit.href" class="kb-hit-row" role="option"
            tabindex="-1" :aria-selected="hit.n === on ? 'true' : 'false'" @click="opened" @mousedown.prevent>
            <i class="q-icon material-icons-outlined" aria-hidden="true">{{ hit.icon }}</i>
            <span class="kb-hit-row__text">
              <span>{{ hit.parts[0] }}<mark>{{ hit.parts[1] }}</mark>{{ hit.parts[2] }}</span>
              <span class="kb-small kb-mute">{{ hit.detail }}</span>
            </span>
            <span class="kb-small kb-mute">{{ hit.where }}</span>
          </a>
        </div>
      </div>
      <p v-show="note && open" class="kb-hits kb-hits--note">{{ note }}</p>
      <span class="kb-sr" role="status">{{ open ? said : "" }}</span>
    </div>`,

  props: { words: Object, suggests: Boolean },

  data: () => ({ text: "", groups: [], note: "", on: -1, open: false, number: 0, asked: "", since: 0 }),

  computed: {
    hits() {
      return this.groups.flatMap((group) => group.hits);
    },
    shown() {
      return this.open && this.hits.length > 0;
    },
    active() {
      return this.on >= 0 && this.shown ? "kb-hit-" + this.on : null;
    },
    said() {
      return this.note || (this.hits.length ? this.words.count.replace("{n}", this.hits.length) : "");
    },
  },

  methods: {
    ask() {
      this.open = true;
      this.on = -1;
      this.note = "";
      const text = this.text.trim();
      if (!text || !this.suggests) return this.clear();
      if (this.since && performance.now() - this.since < PATIENCE) return; // `show` asks again
      this.since = performance.now();
      this.asked = text;
      this.$emit("ask", { n: ++this.number, text });
    },

    // called by the server
    show(number, groups, note) {
      if (number !== this.number) return;
      this.since = 0;
      const text = this.text.trim();
      if (text !== this.asked) this.ask();
      if (!text) return this.clear();
      let n = 0;
      this.groups = groups.map((group) => ({
        ...group,
        hits: group.hits.map((hit) => ({ ...hit, n: n++, parts: marked(hit.title, this.asked) })),
      }));
      this.note = note;
      this.on = Math.min(this.on, n - 1);
    },

    key(event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!this.hits.length) return;
        event.preventDefault();
        this.open = true;
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.on = this.on < 0 && step < 0 ? this.hits.length - 1 : (this.on + step + this.hits.length) % this.hits.length;
        this.$nextTick(() => document.getElementById(this.active)?.scrollIntoView({ block: "nearest" }));
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (this.active) document.getElementById(this.active).click();
        else if (this.text.trim()) this.$emit("go", { n: ++this.number, text: this.text, asked: (this.asked = this.text.trim()) });
      } else if (event.key === "Escape") {
        this.close();
        document.querySelector(".kb-top")?.classList.remove("is-finding");
      }
    },

    leave(event) {
      if (!this.$el.contains(event.relatedTarget)) this.open = false;
    },
    clear() {
      this.groups = [];
      this.asked = "";
      this.since = 0;
    },
    // whoever opens something leaves the search, so that reading begins at the heading of what opens
    opened() {
      this.close();
      this.$refs.field.blur();
    },
    close() {
      this.text = "";
      this.note = "";
      this.open = false;
      this.on = -1;
      this.clear();
    },
  },
};
