// What it might be: at most three categories for what is being typed. The likeliest is taken without a tap.
import { ask } from "counter_link";

const SUGGEST_AFTER = 150;

export const kinds = {
  data: () => ({ suggested: [], about: "" }),
  computed: {
    // a pressed button says it already
    kinds() {
      return this.category || this.about !== this.form.item.trim() ? [] : this.suggested;
    },
    kind() {
      return this.kinds.includes(this.form.category) ? this.form.category : (this.kinds[0] ?? "");
    },
  },
  watch: {
    "form.item"() {
      clearTimeout(this.kindTimer);
      this.kindTimer = setTimeout(() => this.suggest(), SUGGEST_AFTER);
    },
  },
  mounted() {
    this.suggest();
  },
  unmounted() {
    clearTimeout(this.kindTimer);
  },
  methods: {
    async suggest() {
      const item = this.form.item.trim();
      if (!item || this.category) return (this.suggested = []);
      const { status, body } = await ask("POST", "/annahme/kategorie", { item });
      if (item !== this.form.item.trim()) return; // typed on meanwhile
      Object.assign(this, { about: item, suggested: status === 200 ? body.categories : [] });
      if (this.form.category && !this.suggested.includes(this.form.category)) this.form.category = "";
    },
    pickKind(word) {
      this.form.category = word;
    },
  },
};
