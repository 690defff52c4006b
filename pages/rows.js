/* One list: search field, filters, a real table whose rows become cards on a phone, pager, empty state.

   There is no debounce. One question is in flight, the newest one waits for its turn, every question has a number,
   and an answer older than the one on the screen is thrown away: that is faster than any waiting time and cannot
   show the rows of an earlier word. All text goes through Vue's interpolation, never through v-html. */

import { address, keptText } from "rows_address";
import { cells } from "rows_cells";
import { Burst } from "rows_scan";
import { template } from "rows_view";

const PATIENCE = 3000;   // ms until an answer counts as lost and the next question may leave
const GLOW = 6000;       // ms a changed row stays marked
const CHOICES = 3;       // own columns that can be chosen from at once; the others unfold
const SAID_AFTER = 600;  // ms of quiet before the number of hits is read out

export default {
  template,

  props: {
    sheet: String, columns: Array, first: Object, question: Object, limit: Number,
    states: Array, filters: Array, rare: Array, standard: Object, links: Array, faces: Boolean, opens: Boolean, words: Object,
  },
  emits: ["ask", "enter", "open"],

  data() {
    return {
      rows: [], total: 0, more: false, counts: {}, hint: [], fresh: {}, said: "",
      text: "", sort: "", descending: false, offset: 0, filter: "", only: {},
      asked: 0, shown: 0, unfolded: false,
    };
  },

  created() {
    this.flying = 0;                                   // number of the question in flight
    this.waiting = false;                              // a newer one wants to leave
    this.burst = new Burst();
    Object.assign(this, this.question);
    this.take(this.first);
    this.text ||= keptText(this.sheet);
    if (this.text !== this.question.text) this.ask();
  },
  mounted() {
    this.reveal();
  },
  unmounted() {
    clearTimeout(this.lost);
    clearTimeout(this.fading);
    clearTimeout(this.saying);
  },

  computed: {
    // how many there are stands beside a state only where the store counts them: collected ones are not counted
    pills() {
      const counted = this.filters.every((key) => key in this.counts);
      const all = counted ? Object.values(this.counts).reduce((sum, count) => sum + count, 0) : "";
      const known = Object.fromEntries(this.states.map((state) => [state.key, state]));
      return [
        { key: "", word: this.words.all, count: all },
        ...this.filters
          .map((key) => ({ ...known[key], count: this.counts[key] ?? "" }))
          .filter((pill) => pill.count || pill.key === this.filter || !this.rare.includes(pill.key)),
      ];
    },
    // the café's own columns, one choice each; many of them would push the list off the screen
    choices() {
      return this.columns.filter((column) => column.options.length);
    },
    offered() {
      return this.unfolded ? this.choices : this.choices.filter(this.isAtHand);
    },
    folds() {
      return this.choices.filter((column, place) => !this.isAtHand(column, place)).length;
    },
    owns() {
      return this.columns.filter((column) => column.own).map((column) => column.name);
    },
    narrowed() {
      return Boolean(this.filter || Object.values(this.only).some(Boolean));
    },
    sought() {
      return Boolean(this.text.trim() || this.narrowed);
    },
    notFoundText() {
      const text = this.text.trim();
      if (!text) return this.filter ? this.words.noneInState : this.words.noneSuch;
      return this.words.notFoundText.replace("{text}", () => text);
    },
    range() {
      const last = Math.min(this.offset + this.rows.length, this.total);
      const range = this.more ? this.words.rangeMore : this.words.range;
      return range.replace("{from}", this.offset + 1).replace("{to}", last).replace("{total}", this.total);
    },
  },

  methods: {
    /* ---- asking -------------------------------------------------------------------------------------- */
    typedIn() {
      this.offset = 0;
      this.ask();
    },
    ask() {
      if (this.flying) {
        this.waiting = true;
        return;
      }
      this.waiting = false;
      this.flying = ++this.asked;
      this.lost = setTimeout(() => this.landed(this.flying), PATIENCE);
      this.$emit("ask", {
        n: this.flying, text: this.text, sort: this.sort, descending: this.descending,
        offset: this.offset, filter: this.filter, only: this.only,
      });
      this.note();
    },
    landed(n) {
      if (n !== this.flying) return;
      clearTimeout(this.lost);
      this.flying = 0;
      if (this.waiting) this.ask();
    },
    /* the whole page of rows: an answer, or a change that moved rows */
    show(n, page) {
      if (n >= this.shown) {
        this.shown = n;
        this.take(page);
        this.speak();
        if (!page.rows.length && this.offset) this.typedIn();   // this page is gone: begin at the first one again
      }
      this.landed(n);
    },
    /* some rows changed and none moved: only these are redrawn */
    patch(n, page) {
      if (n < this.shown) return;
      const changed = new Map(page.rows.map((row) => [row.key, row]));
      this.rows = this.rows.map((row) => changed.get(row.key) || row);
      this.counts = page.counts;
      this.glow(page.fresh);
    },
    take(page) {
      this.rows = page.rows;
      this.total = page.total;
      this.more = page.more;
      this.counts = page.counts;
      this.hint = page.hint || [];
      this.glow(page.fresh);
    },
    glow(fresh) {
      if (!fresh || !Object.keys(fresh).length) return;
      this.fresh = { ...fresh };
      clearTimeout(this.fading);
      this.fading = setTimeout(() => (this.fresh = {}), GLOW);
    },
    speak() {
      clearTimeout(this.saying);
      this.saying = setTimeout(() => (this.said = this.rows.length ? this.range : this.words.notFound), SAID_AFTER);
    },

    isAtHand(column, place) {
      return place < CHOICES || this.only[column.name];
    },
    /* ---- filters, order, pages ----------------------------------------------------------------------- */
    narrow(name, option) {
      this.only = { ...this.only, [name]: option };
      this.offset = 0;
      this.ask();
    },
    pick(key) {
      this.filter = key;
      this.offset = 0;
      this.ask();
    },
    dropFilters() {
      this.only = {};
      this.pick("");
    },
    /* on a phone the filters stand in one line that scrolls: the one in force is in view */
    reveal() {
      const pill = this.$el.querySelector(".kb-pick[aria-pressed=true]");
      if (pill) pill.parentElement.scrollLeft = pill.offsetLeft - 80;
    },
    sortBy(name) {
      this.descending = this.sort === name ? !this.descending : false;
      this.sort = name;
      this.offset = 0;
      this.ask();
    },
    turn(way) {
      const offset = this.offset + way * this.limit;
      if (offset < 0 || offset >= this.total) return;
      this.offset = offset;
      this.ask();
      this.$el.scrollIntoView({ block: "start" });
    },
    /* another address of the same list was called: follow it */
    follow_address(question) {
      Object.assign(this, question);
      this.ask();
      this.$nextTick(this.reveal);
    },

    /* ---- opening ------------------------------------------------------------------------------------- */
    open(row, event) {
      if (!row.href || event.target.closest("a, button") || String(getSelection())) return;
      if (this.opens) this.$emit("open", row.key);
      else this.$el.querySelector(`a[href="${CSS.escape(row.href)}"]`)?.click();
    },
    follow(row, event) {
      if (!this.opens || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.$emit("open", row.key);
    },
    step(way) {
      const links = [...this.$el.querySelectorAll(".kb-rowlink")];
      const next = links[links.indexOf(document.activeElement) + way];
      (next || (way < 0 ? this.$refs.seek : null))?.focus();
    },
    // hands what was typed to the search over everything
    everywhere() {
      const field = document.querySelector('input[aria-label="' + CSS.escape(this.words.finder) + '"]');
      if (!field) return;
      field.focus();
      field.value = this.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },

    /* ---- keys and scanners --------------------------------------------------------------------------- */
    key(event) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        this.step(1);
      } else if (event.key === "Enter") {
        const scanned = this.burst.take(event);
        if (scanned && scanned !== this.text) {
          this.text = scanned;   // a code scanned behind an earlier word counts alone
          this.typedIn();
        }
        this.$emit("enter", { text: scanned || this.text });
      } else {
        this.burst.take(event);
      }
    },

    ...address,
    ...cells,
  },
};
